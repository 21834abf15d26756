// The app: lists and forms in one page, so that a form goes from record to record without being made anew.
import './xrm.js'
import { signIn } from './api.js'
import { calls } from './component.js'
import { resourceFrame } from './framed.js'
import { showList } from './list.js'
import { travel } from './navigation.js'
import { recordPage } from './record-page.js'
import { mine, say, start } from './start.js'
import { darkNow, wear } from './theme.js'

const main = document.getElementById('main')
const lists = main.appendChild(document.createElement('div'))
const forms = main.appendChild(document.createElement('div'))
const resources = main.appendChild(document.createElement('div'))
resources.className = 'resource'
let page

async function openList(table) {
  mark(table)
  turnTo(lists)
  await showList(lists, table, {
    open: (id) => go(table, id),
    create: () => go(table),
  })
}

/** Of lists, forms and web resources one is shown; a web resource that is left is gone. */
function turnTo(shown) {
  for (const one of [lists, forms, resources]) one.hidden = one !== shown
  page?.form.visible(shown === forms)
  if (shown !== resources) resources.replaceChildren()
}

function openResource(query) {
  mark(undefined, query.get('webresourceName'))
  turnTo(resources)
  resources.replaceChildren(resourceFrame(query))
}

async function openRecord(table, id, tab, formId = page?.table === table ? page.formId : formOf(table)) {
  mark(table)
  if (page?.table !== table || page.formId !== formId) {
    page?.form.unmount()
    page = recordPage(table, formId, {
      list: () => go(table, undefined, 'entitylist'),
      to: (other) => go(table, other),
      form: (same, another) => openRecord(table, same, undefined, another),
      saved: (made) => history.replaceState(null, '', addressOf(table, made)),
    })
    forms.replaceChildren(page.element)
  }
  turnTo(forms)
  await page.open(id, tab).catch((error) => sayInstead(error))
}

/** Somewhere else in the app, with an address people can come back to. */
async function go(table, id, pagetype = 'entityrecord', tab) {
  await goTo(pagetype === 'entitylist' ? mine({ pagetype, etn: table }) : addressOf(table, id, tab))
}

async function goTo(address) {
  history.pushState(null, '', address)
  await follow()
}

async function follow() {
  const query = new URLSearchParams(location.search)
  if (query.get('pagetype') === 'webresource') return openResource(query)
  const table = query.get('etn') ?? 'opportunity'
  if (query.get('pagetype') === 'entityrecord')
    await openRecord(
      table,
      query.get('id')?.toLowerCase() ?? undefined,
      query.get('tab'),
      query.get('formid') ?? undefined,
    )
  else await openList(table)
}

function sayInstead(error) {
  page?.form.unmount()
  page = undefined
  const notice = document.createElement('p')
  notice.className = 'notice'
  notice.setAttribute('role', 'alert')
  notice.textContent = error.status === 403 ? say.denied : error.status === 404 ? say.missing : error.message
  forms.replaceChildren(notice)
}

function mark(table, resource) {
  for (const link of document.querySelectorAll('.site-map a')) {
    if (link.dataset.table === table && link.dataset.resource === resource)
      link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

const formOf = (table) => start.forms.find((one) => one.table === table)?.id
const addressOf = (table, id, tab) => mine({ pagetype: 'entityrecord', etn: table, id, tab })

for (const link of document.querySelectorAll('.site-map a')) {
  link.addEventListener('click', (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    void goTo(link.getAttribute('href'))
  })
}
document.getElementById('theme').addEventListener('click', ({ currentTarget }) => {
  wear(!darkNow())
  currentTarget.setAttribute('aria-label', darkNow() ? say.light : say.dark)
})
document.addEventListener('click', ({ target }) => {
  for (const popup of document.querySelectorAll('.bar details'))
    if (!popup.contains(target)) popup.open = false
})
addEventListener('popstate', () => void follow())
addEventListener('focus', () => void signIn())
travel(go)

/** What tests and the curious do to the page beyond what people can. */
window.localApp = {
  calls,
  go,
  record: () => page?.record(),
  /** Takes every component off the form and puts new ones in its place. */
  async remount(times = 1) {
    for (let n = 0; n < times; n += 1) await page.form.unmount()()
  },
}

await signIn()
await follow()
document.documentElement.dataset.ready = 'true'
