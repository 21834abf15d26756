// Panels that slide over the page from the right: another page of the portal, or the application once more.
import { openFrame } from './frame.js'
import { ask, made, mine, viewer } from './viewer.js'

const allowed =
  /^\/(crm\/(deal|lead|contact|company|type)|marketplace|company\/personal\/user\/\d+|workgroups\/group\/\d+)\//

// Resolves when the panel is closed; undefined for a path that may not be opened.
export function openPath(path) {
  // The SDK chooses the panel's width by a path it walks back from: `..` must be resolved first.
  const url = new URL(path, location.origin)
  if (url.origin !== location.origin || !allowed.test(url.pathname)) return undefined
  url.searchParams.set('IFRAME', 'Y')
  const { panel, closed } = slide()
  const frame = made('<iframe class="page-frame"></iframe>')
  frame.src = mine(url.pathname + url.search)
  panel.append(frame)
  return closed
}

export function openApplication({ opened, params }) {
  const { bx24_width: width, bx24_title: title, ...options } = params
  const handler = new URL(opened.url)
  for (const name of ['DOMAIN', 'PROTOCOL', 'LANG', 'APP_SID', 'theme']) handler.searchParams.delete(name)
  const { PLACEMENT: placement, PLACEMENT_OPTIONS } = opened.init
  return slideIn({
    handler: handler.href,
    placement,
    width,
    title,
    options: { ...PLACEMENT_OPTIONS, ...options },
  })
}

/** The application's page in a panel. */
export async function slideIn({ handler, placement, width, title, options }) {
  const { panel, closed, close } = slide(Number(width))
  if (title) panel.append(made('<h2 class="slider-title"></h2>'))
  const heading = panel.querySelector('h2')
  if (heading) heading.textContent = title
  const opened = await ask('/local/frame', {
    as: viewer.as,
    lang: viewer.lang,
    theme: viewer.theme,
    placement,
    handler,
    options: { ...options, IFRAME: 'Y' },
  })
  openFrame(panel, opened, { close })
  return closed
}

function slide(width) {
  const veil = made(
    `<div class="slider"><div class="slider-panel"><button class="slider-close"></button></div></div>`,
  )
  const panel = veil.firstElementChild
  const button = panel.firstElementChild
  button.setAttribute('aria-label', viewer.say.close)
  button.textContent = '×'
  if (width > 0) panel.style.maxWidth = `${width}px`
  const { promise: closed, resolve } = Promise.withResolvers()
  function close() {
    veil.remove()
    removeEventListener('keydown', onKey)
    resolve()
  }
  const onKey = ({ key }) => key === 'Escape' && close()
  veil.addEventListener('click', ({ target }) => (target === veil || target === button) && close())
  addEventListener('keydown', onKey)
  document.body.append(veil)
  button.focus()
  return { panel, closed, close }
}
