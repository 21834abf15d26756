// The portal's own dialogs of choice: people, access, CRM.
import { made, viewer } from './viewer.js'

const { say, people, crm } = viewer

export function choosePeople({ mult }, answer) {
  const rows = people.map((person) => ({ value: person, title: person.name, note: person.position }))
  choose(say.choosePeople, rows, Boolean(mult), (chosen) => answer(mult ? chosen : chosen[0]))
}

export function chooseAccess({ value = [] }, answer) {
  const everybody = { id: 'AU', name: say.everybody }
  const all = [everybody, ...people.map(({ id, name }) => ({ id: `U${id}`, name }))]
  const rows = all.filter(({ id }) => !value.includes(id)).map((one) => ({ value: one, title: one.name }))
  choose(say.chooseAccess, rows, true, answer)
}

export function chooseCrm({ entityType, multiple }, answer) {
  const types = [entityType ?? Object.keys(crm)].flat().filter((type) => Object.hasOwn(crm, type))
  const rows = types.flatMap((type) =>
    crm[type].map(({ id, title, desc }) => {
      const url = `/crm/${type}/details/${id}/`
      const value = { id: `${codes[type]}_${id}`, type, place: type, title, desc, url, image: '' }
      return { value, title, note: desc }
    }),
  )
  choose(say.chooseCrm, rows, Boolean(multiple), (chosen) => {
    const buckets = Object.groupBy(chosen, ({ type }) => type)
    // A portal writes its lists here as maps of 0, 1, 2...
    answer(Object.fromEntries(Object.entries(buckets).map(([type, some]) => [type, { ...some }])))
  })
}

const codes = { company: 'CO', contact: 'C' }

function choose(title, rows, many, done) {
  const dialog = made(`<dialog class="chooser"><form method="dialog"><h2></h2>
    <input type="search" class="find"><ul></ul>
    <footer><button value="ok" class="button"></button><button value="no" class="button quiet" formnovalidate></button></footer>
  </form></dialog>`)
  const [heading, search, list] = ['h2', 'input', 'ul'].map((part) => dialog.querySelector(part))
  const [ok, no] = dialog.querySelectorAll('button')
  heading.textContent = title
  search.placeholder = say.search
  search.setAttribute('aria-label', say.search)
  ok.textContent = say.choose
  no.textContent = say.cancel

  for (const [place, { title, note = '' }] of rows.entries()) {
    const item = made(`<li><label><input name="choice" type="${many ? 'checkbox' : 'radio'}" value="${place}">
      <span><b></b><small></small></span></label></li>`)
    item.querySelector('b').textContent = title
    item.querySelector('small').textContent = note
    list.append(item)
  }
  search.addEventListener('input', () => {
    for (const item of list.children) {
      item.hidden = !item.textContent.toLowerCase().includes(search.value.trim().toLowerCase())
    }
  })
  dialog.addEventListener('close', () => {
    const chosen = [...list.querySelectorAll('input:checked')].map(({ value }) => rows[Number(value)].value)
    dialog.remove()
    if (dialog.returnValue === 'ok' && chosen.length > 0) done(chosen)
  })
  document.body.append(dialog)
  dialog.showModal()
}
