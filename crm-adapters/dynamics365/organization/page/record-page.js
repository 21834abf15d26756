// A record's page: its head, its commands, its process, and the form beneath them.
import { ask, shown } from './api.js'
import { tried } from './dialogs.js'
import { drawForm } from './form.js'
import { readForm } from './form-xml.js'
import { recordSet } from './list.js'
import { processBar } from './process.js'
import { formContextOf, runCommand, runOnLoad } from './scripts.js'
import { button, icon, made, say, start, tables } from './start.js'

const atHead = {
  opportunity: ['estimatedclosedate', 'estimatedvalue', 'statuscode', 'ownerid'],
  lead: ['statuscode', 'ownerid'],
  account: ['accountnumber', 'ownerid'],
  contact: ['ownerid'],
  incident: ['prioritycode', 'statuscode', 'ownerid'],
  task: ['scheduledend', 'statuscode', 'ownerid'],
  quote: ['totalamount', 'statecode'],
  salesorder: ['totalamount', 'statecode'],
  invoice: ['totalamount', 'statecode'],
}

/** @param went tells where the page has come to: its record's id has changed, or it goes to another, or to the list. */
export function recordPage(table, formId, went) {
  const xml = readForm(start.forms.find((one) => one.id === formId).xml)
  const element = made(`<article class="record"><div class="commands" role="toolbar"></div>
    <header class="card head"><div class="titles"><h1></h1><p><span></span><select></select> · <b></b></p></div><dl></dl></header></article>`)
  const [bar, title, kind, forms, state, facts] = [
    '.commands',
    'h1',
    '.titles span',
    'select',
    '.titles b',
    'dl',
  ].map((one) => element.querySelector(one))
  let record = { table, id: undefined, row: undefined, changes: {} }
  const saved = new Set()
  const save = () =>
    tried(async () => {
      const { set, key } = tables[table]
      const body = record.changes
      if (record.id) {
        const asked = { body, headers: { 'If-Match': record.row['@odata.etag'] } }
        if (Object.keys(body).length > 0) await ask('PATCH', `${set}(${record.id})`, asked)
        await read(record.id)
      } else {
        const row = await ask('POST', set, { body })
        await read(row[key])
        went.saved(row[key])
      }
      for (const then of saved) then()
    })
  const process = processBar({ moved: () => read(record.id) })
  const form = drawForm(xml, { record: () => record, change })
  const context = formContextOf({ record: () => record, form, save, saved })
  const completion = button('task', say.markComplete, () => tried(complete))
  element.append(process.element, form.element)
  fillBar()
  fillForms()

  /** Every main form people may use; which of them bears a tab of somebody's is for the administrator to say. */
  function fillForms() {
    forms.setAttribute('aria-label', say.formName)
    for (const one of start.forms.filter((form) => form.table === table))
      forms.append(new Option(one.name, one.id, false, one.id === formId))
    forms.onchange = () => went.form(record.id, forms.value)
  }

  function fillBar() {
    bar.append(
      iconButton('back', say.back, () => went.list()),
      button('save', say.save, save),
      button('add', say.newOne, () => went.to(undefined)),
      button('refresh', say.refresh, () => record.id && read(record.id)),
      ...(table === 'task' ? [completion] : []),
      ...xml.commands.map((one) => button('command', one.label, () => runCommand(one, context))),
      made('<span class="grow"></span>'),
      iconButton('previous', say.previous, () => step(-1)),
      iconButton('next', say.next, () => step(1)),
    )
  }

  async function complete() {
    const isDone = record.row.statecode === 1
    const body = isDone ? { statecode: 0, statuscode: 2 } : { statecode: 1, statuscode: 5 }
    await ask('PATCH', `${tables[table].set}(${record.id})`, { body, headers: { 'If-Match': '*' } })
    await read(record.id)
  }

  async function step(by) {
    const ids = await recordSet(table)
    const id = ids[(ids.indexOf(record.id) + by + ids.length) % ids.length]
    if (id) await went.to(id)
  }

  function change(column, value) {
    record.changes = { ...record.changes, [column]: value }
    drawHead()
  }

  /** The form again or for the first time, of that record or of a new one. */
  async function read(id) {
    const { set } = tables[table]
    const row = id ? await ask('GET', `${set}(${id})`) : undefined
    const isAnother = record.id !== undefined && record.id !== id
    record = { table, id, row, changes: {} }
    drawHead()
    await Promise.all([process.turn(record), form.turn(record, isAnother)])
  }

  function drawHead() {
    const { row, changes } = record
    title.textContent = row?.[tables[table].title] ?? changes[tables[table].title] ?? say.untitled
    const isSaved = record.id && Object.keys(changes).length === 0
    kind.textContent = `${say[table]} · `
    state.textContent = isSaved ? say.saved : say.unsaved
    state.classList.toggle('dirty', !isSaved)
    completion.lastElementChild.textContent = row?.statecode === 1 ? say.reopen : say.markComplete
    facts.replaceChildren(...(row ? atHead[table].map((column) => fact(row, column)) : []))
  }

  return {
    table,
    formId,
    element,
    form,
    context,
    save,
    step,
    change,
    record: () => record,
    async open(id, tab) {
      await read(id)
      if (tab || !form.tabs.some(({ body }) => !body.hidden)) await form.show(tab)
      // Each record loads the form anew, as far as its scripts are concerned.
      saved.clear()
      for (const { listeners } of form.tabs) listeners.clear()
      await runOnLoad(xml, context)
    },
  }
}

function fact(row, column) {
  const item = made('<div><dd></dd><dt></dt></div>')
  const [value, name] = ['dd', 'dt'].map((one) => item.querySelector(one))
  value.textContent = shown(row, column)
  if (!value.textContent) value.textContent = '---'
  name.textContent = say[column] ?? column
  return item
}

function iconButton(name, text, act) {
  const element = made(`<button type="button" class="icon">${icon(name)}</button>`)
  element.title = text
  element.setAttribute('aria-label', text)
  element.onclick = act
  return element
}
