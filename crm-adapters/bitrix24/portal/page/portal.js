// The portal's page: tabs of a card, application frames, the menu of colleagues.
import { openFrame } from './frame.js'
import { ask, viewer } from './viewer.js'

const LEAST_HEIGHT = 560
const BELOW = 16

for (const tab of document.querySelectorAll('[role=tab]')) tab.addEventListener('click', () => show(tab))

const wanted = new URLSearchParams(location.search).get('tab')
const first = wanted && document.querySelector(wanted === 'chat' ? '#tab-app0' : `#tab-${CSS.escape(wanted)}`)
if (first) show(first)

// The installer's page is nothing but its frame.
const whole = document.querySelector('main > .app')
if (whole) fill(whole)

const me = document.querySelector('.me')
document.addEventListener('click', ({ target }) => {
  if (me && !me.contains(target)) me.open = false
})

function show(tab) {
  for (const other of document.querySelectorAll('[role=tab]')) {
    const chosen = other === tab
    const panel = document.getElementById(other.getAttribute('aria-controls'))
    other.setAttribute('aria-selected', String(chosen))
    panel.hidden = !chosen
    if (chosen && panel.classList.contains('app') && !panel.firstChild) fill(panel)
  }
}

async function fill(panel) {
  const { placement, handler, id } = panel.dataset
  const URI = location.pathname + location.search
  const options = { ...(id && { ID: id }), URI, ...(viewer.inSlider && { IFRAME: 'Y' }) }
  const opened = await ask('/local/frame', {
    as: viewer.as,
    lang: viewer.lang,
    theme: viewer.theme,
    placement,
    handler,
    options,
  })
  const frame = openFrame(panel, opened)
  const fillWindow = () => {
    if (panel.hidden || frame.dataset.fitted) return
    const top = panel.getBoundingClientRect().top + scrollY
    frame.style.height = `${Math.max(LEAST_HEIGHT, innerHeight - top - BELOW)}px`
  }
  fillWindow()
  addEventListener('resize', fillWindow)
}
