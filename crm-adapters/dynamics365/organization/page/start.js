// What the server wrote into the page, and the little that every part of the program needs.
export const start = JSON.parse(document.getElementById('start').textContent)
export const { say, tables, organization, user, lcid } = start

export const locale = { 1033: 'en-US', 1049: 'ru-RU', 1058: 'uk-UA', 1037: 'he-IL' }[lcid] ?? 'en-US'

export function made(html) {
  const template = document.createElement('template')
  template.innerHTML = html.trim()
  return template.content.firstElementChild
}

export function icon(name) {
  return `<svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${start.icons[name] ?? start.icons.command}</svg>`
}

export function button(name, text, act) {
  const element = made(`<button type="button">${icon(name)}<span></span></button>`)
  element.querySelector('span').textContent = text
  element.onclick = act
  return element
}

// The same app for the same viewer, in the same language and colours.
export function mine(parameters) {
  const url = new URL('/main.aspx', location.origin)
  const kept = new URLSearchParams(location.search)
  for (const name of ['as', 'lcid', 'theme', 'onpremises'])
    if (kept.has(name)) url.searchParams.set(name, kept.get(name))
  for (const [name, value] of Object.entries(parameters)) if (value) url.searchParams.set(name, value)
  return url.pathname + url.search
}

// As the platform writes ids in its client API.
export const braced = (id) => (id ? `{${id.toUpperCase()}}` : '')
export const bare = (id) => String(id).replace(/[{}]/g, '').toLowerCase()
