/** A lead proves worth it: an account, a contact and an opportunity may come of it. */
import type { Reference, Row } from '../rows.ts'
import { refusals } from '../webapi/refused.ts'
import { type Act, happens, inside } from './act.ts'
import { createRow, updateRow } from './change.ts'

export interface Wanted {
  account: boolean
  contact: boolean
  opportunity: boolean
  status?: number
}

/** What was made of it, in that order. */
export function qualify(act: Act, lead: Row, wanted: Wanted): Row[] {
  if (lead.values.statecode !== 0) throw refusals.badState()
  const { values } = lead
  const deeper = inside(act, 'QualifyLead', 'lead')
  const from = { ownerid: values.ownerid ?? null, emailaddress1: values.emailaddress1 ?? null }
  const company = values.companyname ?? values.fullname ?? null
  const account = wanted.account ? createRow(deeper, 'account', { ...from, name: company }) : undefined
  const contact = wanted.contact
    ? createRow(deeper, 'contact', {
        ...from,
        firstname: values.firstname ?? null,
        lastname: values.lastname ?? null,
        mobilephone: values.mobilephone ?? null,
        ...(account && { parentcustomerid: toward(account) }),
      })
    : undefined
  const client = account ?? contact
  const opportunity = wanted.opportunity
    ? createRow(deeper, 'opportunity', {
        ownerid: values.ownerid ?? null,
        name: values.subject ?? null,
        description: values.description ?? null,
        estimatedvalue: values.budgetamount ?? null,
        transactioncurrencyid: values.transactioncurrencyid ?? null,
        originatingleadid: toward(lead),
        ...(client && { customerid: toward(client) }),
        ...(account && { parentaccountid: toward(account) }),
        ...(contact && { parentcontactid: toward(contact) }),
      })
    : undefined
  updateRow(deeper, lead, {
    statecode: 1,
    statuscode: wanted.status ?? 3,
    ...(opportunity && { qualifyingopportunityid: toward(opportunity) }),
  })
  happens(act, { message: 'QualifyLead', table: 'lead', id: lead.id })
  return [account, contact, opportunity].filter((one) => one !== undefined)
}

const toward = ({ table, id }: Reference): Reference => ({ table, id })
