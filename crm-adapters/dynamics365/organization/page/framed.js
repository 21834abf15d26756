// Web resources and iframes on a form, with what the platform passes to them of the record.
import { braced, lcid, made, organization, start, tables } from './start.js'

export function framed({ id, kind, parameters, label }) {
  const element = made('<div class="framed"></div>')
  let frame
  let of

  function load() {
    // A frame that has shown another record is thrown away, and with it whatever was asked of it.
    frame?.remove()
    frame = made('<iframe></iframe>')
    frame.title = label || id
    frame.src = addressOf(kind, parameters, of)
    element.append(frame)
  }

  return {
    element,
    open(record) {
      of = record
      load()
    },
    turn(record, isAnother) {
      of = record
      if (frame && isAnother) load()
    },
    /** The window, once it has loaded. */
    async contentWindow() {
      if (!frame) throw new Error(`${id} is on a tab nobody has opened`)
      if (
        frame.contentDocument?.readyState === 'complete' &&
        frame.contentWindow.location.href !== 'about:blank'
      )
        return frame.contentWindow
      await new Promise((loaded) => frame.addEventListener('load', loaded, { once: true }))
      return frame.contentWindow
    },
  }
}

/** A web resource that takes the place of a list or a form. */
export function resourceFrame(query) {
  const url = new URL(`/WebResources/${query.get('webresourceName')}`, location.origin)
  if (query.has('data')) url.searchParams.set('data', query.get('data'))
  const passed = { orgname: organization.uniqueName, orglcid: start.organizationLcid, userlcid: lcid }
  if (query.has('passparams'))
    for (const [name, value] of Object.entries(passed)) url.searchParams.set(name, String(value))
  const frame = made('<iframe></iframe>')
  frame.title = query.get('webresourceName')
  frame.src = url.href
  return frame
}

/** Only this list is passed, and `data`, where whoever made the form has packed what is his. */
function addressOf(kind, { Url = '', Data = '', PassParameters }, { table, id }) {
  const path = kind === 'webresource' ? `/WebResources/${Url}` : Url
  const url = new URL(path, location.origin)
  if (PassParameters === 'true') {
    const passed = {
      id: braced(id),
      type: tables[table].code,
      typename: table,
      orgname: organization.uniqueName,
      orglcid: start.organizationLcid,
      userlcid: lcid,
    }
    for (const [name, value] of Object.entries(passed)) url.searchParams.set(name, String(value))
  }
  if (Data) url.searchParams.set('data', decodeURIComponent(Data))
  return url.href
}
