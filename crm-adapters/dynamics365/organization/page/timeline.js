// Notes, posts and activities of a record, the newest first.
import { ask, list, shown } from './api.js'
import { tried } from './dialogs.js'
import { icon, locale, made, say, tables } from './start.js'

export function timeline() {
  const element = made(`<section class="card timeline"><h2></h2>
    <form><textarea rows="1"></textarea><button class="primary"></button></form><ol></ol><p class="none" hidden></p></section>`)
  const [heading, form, text, add, items, none] = ['h2', 'form', 'textarea', 'button', 'ol', '.none'].map(
    (one) => element.querySelector(one),
  )
  heading.textContent = say.timeline
  text.placeholder = say.enterNote
  text.setAttribute('aria-label', say.enterNote)
  add.textContent = say.addNote
  none.textContent = say.nothingYet
  let of

  form.onsubmit = (event) => {
    event.preventDefault()
    if (text.value.trim() && of?.id) void tried(addNote)
  }

  async function addNote() {
    const bound = { [`objectid_${of.table}@odata.bind`]: `/${tables[of.table].set}(${of.id})` }
    await ask('POST', 'annotations', { body: { notetext: text.value.trim(), ...bound } })
    text.value = ''
    await read()
  }

  async function read() {
    const asked = of
    const entries = asked?.id ? await entriesOf(asked.id) : []
    // Another record may be shown by now.
    if (asked !== of) return
    items.replaceChildren(...entries.map(entry))
    none.hidden = entries.length > 0
  }

  return {
    element,
    read,
    turn(record) {
      of = record
      form.hidden = !record.id
      return read()
    },
  }
}

async function entriesOf(id) {
  const read = (path) => list(path).catch(() => [])
  const [notes, activities, posts] = await Promise.all([
    read(
      `annotations?$select=subject,notetext,filename,createdon,_createdby_value&$filter=_objectid_value eq ${id}`,
    ),
    read(
      `activitypointers?$select=subject,description,activitytypecode,statecode,scheduledend,createdon,_createdby_value&$filter=_regardingobjectid_value eq ${id}`,
    ),
    read(`posts?$select=text,createdon,_createdby_value&$filter=_regardingobjectid_value eq ${id}`),
  ])
  const written = (row) => ({ at: row.createdon, by: shown(row, 'createdby') })
  return [
    ...notes.map((row) => ({
      ...written(row),
      kind: 'note',
      title: row.subject,
      text: row.notetext,
      file: row.filename,
    })),
    ...activities.map((row) => ({
      ...written(row),
      kind: row.activitytypecode,
      title: row.subject,
      text: row.description,
      state: shown(row, 'statecode'),
    })),
    ...posts.map((row) => ({ ...written(row), kind: 'post', text: row.text })),
  ].sort((one, other) => (one.at < other.at ? 1 : -1))
}

function entry({ kind, title, text, file, state, at, by }) {
  const item = made(`<li>${icon(kind)}<div><small></small><b></b><p></p><em></em></div></li>`)
  const [head, name, body, foot] = ['small', 'b', 'p', 'em'].map((one) => item.querySelector(one))
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  )
  head.textContent = [say[kind] ?? kind, by, when].filter(Boolean).join(' · ')
  name.textContent = title ?? ''
  // Notes are written as HTML by the platform's editor: what is shown is their text.
  body.textContent = new DOMParser().parseFromString(text ?? '', 'text/html').body.textContent
  foot.textContent = [file, state].filter(Boolean).join(' · ')
  for (const part of [name, body, foot]) part.hidden = !part.textContent
  return item
}
