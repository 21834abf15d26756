// The bar of the business process a record goes through.
import { ask, list } from './api.js'
import { tried } from './dialogs.js'
import { icon, made, say, tables } from './start.js'

let reading

/** Every stage, by the process it is of, in its order. */
function stages() {
  reading ??= list('processstages?$select=stagename,stagecategory,_processid_value&$orderby=processstageid')
  return reading
}

export function processBar({ moved }) {
  const element = made('<nav class="card process" hidden><div class="process-name"></div><ol></ol></nav>')
  const [name, track] = ['.process-name', 'ol'].map((one) => element.querySelector(one))
  element.setAttribute('aria-label', say.stages)

  async function turn({ table, id, row }) {
    const all = row?.processid ? await stages() : []
    const own = all.filter((one) => one._processid_value === row.processid)
    element.hidden = own.length === 0
    if (own.length === 0) return
    const at = own.findIndex((one) => one.processstageid === row.stageid)
    name.textContent = own[0]['_processid_value@OData.Community.Display.V1.FormattedValue'] ?? ''
    track.replaceChildren(...own.map((one, place) => stage(one, place, at)))

    function stage(one, place, active) {
      const state = place < active ? 'done' : place === active ? 'active' : 'ahead'
      const item = made(
        `<li class="${state}"><button type="button"><i>${icon(place < active ? 'task' : 'next')}</i><span></span></button></li>`,
      )
      item.querySelector('span').textContent = one.stagename
      const pressed = item.querySelector('button')
      if (state === 'active') pressed.setAttribute('aria-current', 'step')
      pressed.disabled = row.statecode !== 0
      pressed.onclick = () =>
        tried(async () => {
          const body = { stageid: one.processstageid, salesstage: one.stagecategory }
          await ask('PATCH', `${tables[table].set}(${id})`, { body, headers: { 'If-Match': '*' } })
          await moved()
        })
      return item
    }
  }

  return { element, turn }
}
