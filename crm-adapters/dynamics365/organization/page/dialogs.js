// The platform's own dialogs.
import { list } from './api.js'
import { braced, made, say, tables } from './start.js'

/** Resolves to what was chosen; to nothing when the dialog is dismissed. */
export async function lookupObjects({ entityTypes, defaultEntityType, allowMultiSelect }) {
  const table = defaultEntityType ?? entityTypes?.[0] ?? 'systemuser'
  const rows = await candidates(table)
  const dialog = made(`<dialog class="dialog lookup"><form method="dialog"><h2></h2>
    <input type="search"><ul></ul><footer><button value="ok" class="primary"></button><button value="no"></button></footer></form></dialog>`)
  const [heading, search, items, ok, no] = ['h2', 'input', 'ul', '[value=ok]', '[value=no]'].map((one) =>
    dialog.querySelector(one),
  )
  heading.textContent = say.choose
  search.placeholder = say.search
  search.setAttribute('aria-label', say.search)
  ok.textContent = say.add
  no.textContent = say.cancel
  for (const [place, { name, note }] of rows.entries()) {
    const item =
      made(`<li><label><input name="choice" type="${allowMultiSelect ? 'checkbox' : 'radio'}" value="${place}">
      <span><b></b><small></small></span></label></li>`)
    item.querySelector('b').textContent = name
    item.querySelector('small').textContent = note
    items.append(item)
  }
  search.oninput = () => {
    const wanted = search.value.trim().toLowerCase()
    for (const item of items.children) item.hidden = !item.textContent.toLowerCase().includes(wanted)
  }
  const answer = await shown(dialog)
  if (answer !== 'ok') return []
  return [...items.querySelectorAll('input:checked')].map(({ value }) => {
    const { id, name } = rows[Number(value)]
    return { id: braced(id), name, entityType: table }
  })
}

/** What is refused is said to the person: a plug-in of the customer's has words for it. */
export async function tried(work) {
  try {
    await work()
  } catch (error) {
    await alertBox(error.message)
  }
}

export async function alertBox(text) {
  await question(text, [['ok', say.ok]])
}

export async function confirmBox(text) {
  const buttons = [
    ['ok', say.ok],
    ['no', say.cancel],
  ]
  return (await question(text, buttons)) === 'ok'
}

function question(text, buttons) {
  const dialog = made('<dialog class="dialog"><form method="dialog"><p></p><footer></footer></form></dialog>')
  dialog.querySelector('p').textContent = text
  for (const [value, words] of buttons) {
    const pressed = made(`<button value="${value}"></button>`)
    pressed.textContent = words
    dialog.querySelector('footer').append(pressed)
  }
  return shown(dialog)
}

function shown(dialog) {
  document.body.append(dialog)
  dialog.showModal()
  return new Promise((answered) => {
    dialog.onclose = () => {
      dialog.remove()
      answered(dialog.returnValue)
    }
  })
}

async function candidates(table) {
  if (table === 'systemuser') {
    const people = await list(
      'systemusers?$select=fullname,title&$filter=isdisabled eq false and applicationid eq null&$orderby=fullname',
    )
    return people.map(({ systemuserid, fullname, title }) => ({
      id: systemuserid,
      name: fullname,
      note: title ?? '',
    }))
  }
  const { set, key, title } = tables[table]
  const rows = await list(`${set}?$select=${key},${title}&$top=50`)
  return rows.map((row) => ({ id: row[key], name: row[title], note: '' }))
}
