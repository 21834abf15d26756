// Who looks, as the server wrote it into the page, and questions to the portal's server.
export const viewer = {
  ...JSON.parse(document.getElementById('viewer').textContent),
  inSlider: document.body.classList.contains('in-slider'),
}

export async function ask(path, body) {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`)
  return answer.json()
}

// The same page for the same viewer, in the same language and colours.
export function mine(path) {
  const url = new URL(path, location.origin)
  url.searchParams.set('as', viewer.as)
  if (viewer.lang !== 'ru') url.searchParams.set('lang', viewer.lang)
  if (viewer.theme === 'dark') url.searchParams.set('theme', 'dark')
  return url.pathname + url.search
}

export function made(html) {
  const template = document.createElement('template')
  template.innerHTML = html.trim()
  return template.content.firstElementChild
}
