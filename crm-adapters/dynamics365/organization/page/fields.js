// A column of the record on a form: read, and written where a person writes it by hand.
import { lookup, shown } from './api.js'
import { openForm } from './navigation.js'
import { made, say, tables } from './start.js'

const written = { text: 'text', memo: 'textarea', money: 'number', number: 'number', day: 'date' }
const long = ['description']
const computed = ['fullname', 'ticketnumber', 'actualvalue', 'accountnumber']

export function field({ field: column, label, labelled }, { table, change }) {
  const kind = tables[table].columns[column]?.kind ?? 'text'
  const isWritten = kind in written && !computed.includes(column)
  const element = made(`<div class="field"><label></label><div class="value"></div></div>`)
  const [caption, value] = ['label', '.value'].map((one) => element.querySelector(one))
  caption.textContent = say[column] ?? label
  caption.hidden = !labelled
  const input = isWritten ? inputFor(column, kind) : undefined
  if (input) {
    input.id = `field-${column}`
    caption.htmlFor = input.id
    input.onchange = () => change(column, entered(input, kind))
    value.append(input)
  }

  return {
    element,
    turn({ row }) {
      if (input) input.value = inputText(row?.[column], kind)
      else value.replaceChildren(read(row ?? {}, column, kind))
    },
  }
}

function inputFor(column, kind) {
  if (long.includes(column)) return made('<textarea rows="6" placeholder="---"></textarea>')
  return made(`<input type="${written[kind]}" placeholder="---" ${kind === 'money' ? 'step="0.01"' : ''}>`)
}

function read(row, column, kind) {
  if (kind !== 'lookup') return text(shown(row, column))
  const found = lookup(row, column)
  if (!found) return text('')
  if (!(found.table in tables)) return text(found.name)
  const link = made('<a href="#"></a>')
  link.textContent = found.name
  link.onclick = (event) => {
    event.preventDefault()
    void openForm({ entityName: found.table, entityId: found.id })
  }
  return link
}

const text = (words) => document.createTextNode(words === '' ? '---' : String(words))
const inputText = (value, kind) => (kind === 'day' ? String(value ?? '').slice(0, 10) : (value ?? ''))
function entered({ value }, kind) {
  if (value === '') return null
  return kind === 'money' || kind === 'number' ? Number(value) : value
}
