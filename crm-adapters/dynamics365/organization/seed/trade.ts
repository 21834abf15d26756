/** Clients, opportunities, leads, cases and papers as they are on the first day. */
import { accounts, contacts } from '../data/clients.ts'
import { currencies, deals, marginOf } from '../data/deals.ts'
import { cases, leads, papers, products, unitsOfMeasure } from '../data/others.ts'
import { people } from '../data/people.ts'
import { processes, processOf } from '../data/stages.ts'
import { guidOf } from '../ids.ts'
import type { Reference } from '../rows.ts'
import { at, daysBefore, type Sowing, sow } from './sown.ts'

export function sowTrade(sowing: Sowing): void {
  for (const { number, code, name, symbol } of currencies) {
    const values = { currencyname: name, isocurrencycode: code, currencysymbol: symbol, exchangerate: 1 }
    sow(sowing, 'transactioncurrency', guidOf('transactioncurrency', number), values)
  }
  for (const { number, name } of unitsOfMeasure)
    sow(sowing, 'uom', guidOf('uom', number), { name, baseuom: null })
  sowProcesses(sowing)
  sowClients(sowing)
  for (const deal of deals) sowDeal(sowing, deal)
  for (const lead of leads) sowLead(sowing, lead)
  sowPapers(sowing)
  sowCases(sowing)
}

function sowProcesses(sowing: Sowing): void {
  for (const { number, name, stages } of processes) {
    const process = at('workflow', number)
    sow(sowing, 'workflow', process.id, {
      name,
      uniquename: `bpf_${number}`,
      category: 4,
      primaryentity: 'opportunity',
    })
    for (const stage of stages) {
      sow(sowing, 'processstage', guidOf('processstage', stage.number), {
        stagename: stage.name,
        stagecategory: stage.category,
        primaryentitytypecode: 'opportunity',
        processid: process,
      })
    }
  }
}

function sowClients(sowing: Sowing): void {
  const active = { statecode: 0, statuscode: 1, merged: false, donotemail: false, donotphone: false }
  for (const { number, name, city, owner } of accounts) {
    const person = contacts.find(({ account }) => account === number)
    sow(
      sowing,
      'account',
      guidOf('account', number),
      {
        ...active,
        name,
        accountnumber: `A-10${number}`,
        emailaddress1: `office${number}@client.example`,
        address1_city: city,
        primarycontactid: person ? at('contact', person.number) : null,
      },
      ownedBy(owner),
    )
  }
  for (const { number, firstName, lastName, title, account, phone, owner } of contacts) {
    sow(
      sowing,
      'contact',
      guidOf('contact', number),
      {
        ...active,
        firstname: firstName,
        lastname: lastName,
        fullname: `${firstName} ${lastName}`,
        jobtitle: title,
        emailaddress1: `contact${number}@client.example`,
        mobilephone: phone,
        preferredcontactmethodcode: 1,
        parentcustomerid: at('account', account),
      },
      ownedBy(owner),
    )
  }
}

function sowDeal(sowing: Sowing, deal: (typeof deals)[number]): void {
  const process = processOf(deal.stage)
  const state = {
    open: { statecode: 0, statuscode: 1 },
    won: { statecode: 1, statuscode: 3 },
    lost: { statecode: 2, statuscode: 4 },
  }
  const closed = deal.outcome && {
    actualvalue: deal.outcome === 'won' ? deal.amount : 0,
    actualclosedate: daysBefore(sowing, -deal.closes).slice(0, 10),
  }
  const stage = process?.stages.find(({ number }) => number === deal.stage)
  sow(
    sowing,
    'opportunity',
    guidOf('opportunity', deal.number),
    {
      ...state[deal.outcome ?? 'open'],
      ...closed,
      name: deal.name,
      description: deal.description,
      estimatedvalue: deal.amount,
      budgetamount: deal.amount,
      new_margin: marginOf(deal),
      estimatedclosedate: daysBefore(sowing, -deal.closes).slice(0, 10),
      closeprobability: 20 + 20 * (stage?.category ?? 0),
      salesstage: stage?.category ?? 0,
      opportunityratingcode: 2,
      customerid: at('account', deal.account),
      parentaccountid: at('account', deal.account),
      parentcontactid: at('contact', deal.contact),
      originatingleadid: null,
      transactioncurrencyid: currencyOf(deal.currency),
      processid: process ? guidOf('workflow', process.number) : null,
      stageid: guidOf('processstage', deal.stage),
    },
    { ...ownedBy(deal.owner), begun: deal.begun, moved: deal.moved },
  )
  share(sowing, at('opportunity', deal.number), deal.shared)
}

function sowLead(sowing: Sowing, lead: (typeof leads)[number]): void {
  sow(
    sowing,
    'lead',
    guidOf('lead', lead.number),
    {
      subject: lead.subject,
      firstname: lead.firstName,
      lastname: lead.lastName,
      fullname: `${lead.firstName} ${lead.lastName}`,
      mobilephone: lead.phone,
      emailaddress1: `lead${lead.number}@client.example`,
      description: lead.description,
      budgetamount: lead.amount,
      transactioncurrencyid: currencyOf(lead.currency),
      statecode: 0,
      statuscode: lead.status,
      merged: false,
    },
    { ...ownedBy(lead.owner), begun: lead.begun },
  )
  share(sowing, at('lead', lead.number), lead.shared)
}

function sowPapers(sowing: Sowing): void {
  const codeColumn = { quote: 'quotenumber', salesorder: 'ordernumber', invoice: 'invoicenumber' }
  for (const paper of papers) {
    sow(
      sowing,
      paper.table,
      guidOf(paper.table, paper.number),
      {
        name: paper.name,
        [codeColumn[paper.table]]: paper.code,
        totalamount: paper.amount,
        statecode: paper.state,
        statuscode: paper.status,
        opportunityid: at('opportunity', paper.deal),
        customerid: at('account', paper.account),
        transactioncurrencyid: currencyOf(paper.currency),
      },
      { ...ownedBy(paper.owner), begun: paper.begun },
    )
  }
  for (const product of products) {
    sow(sowing, 'opportunityproduct', guidOf('opportunityproduct', product.number), {
      opportunityproductname: product.name,
      productdescription: product.name,
      isproductoverridden: true,
      quantity: product.quantity,
      priceperunit: product.price,
      extendedamount: product.price * product.quantity,
      uomid: at('uom', product.unit),
      opportunityid: at('opportunity', product.deal),
      transactioncurrencyid: currencyOf(product.currency),
    })
  }
}

function sowCases(sowing: Sowing): void {
  for (const { number, title, code, account, contact, owner, priority, description, begun } of cases) {
    const holder =
      'unit' in owner
        ? { owner: at('team', owner.unit), unit: at('businessunit', owner.unit) }
        : ownedBy(owner.person)
    const values = {
      title,
      ticketnumber: code,
      description,
      prioritycode: priority,
      caseorigincode: 2,
      statecode: 0,
      statuscode: 1,
      customerid: at('account', account),
      primarycontactid: at('contact', contact),
      merged: false,
    }
    sow(sowing, 'incident', guidOf('incident', number), values, { ...holder, begun })
  }
}

function ownedBy(number: number): { owner: Reference; unit: Reference } {
  const unit = people.find((person) => person.number === number)?.unit ?? 1
  return { owner: at('systemuser', number), unit: at('businessunit', unit) }
}

function share({ rows }: Sowing, record: Reference, people: number[]): void {
  for (const number of people) {
    const principal = at('systemuser', number)
    rows.shares.push({ record, principal, rights: ['Read', 'Write', 'Append', 'AppendTo'] })
  }
}

function currencyOf(code: string): Reference {
  return at('transactioncurrency', currencies.find((one) => one.code === code)?.number ?? 1)
}
