// The portal's page: tabs of a card, application frames, the menu of colleagues.
import { openFrame } from './frame.js'
import { slideIn } from './slider.js'
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

const popups = document.querySelectorAll('.bar details')
document.addEventListener('click', ({ target }) => {
  for (const popup of popups) if (!popup.contains(target)) popup.open = false
})

// An activity opens its application beside the page.
document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('[data-app]')
  if (button) void slideIn({ placement: 'DEFAULT', ...JSON.parse(button.dataset.app) })
})

// A button of an activity tells its application, and waits for nothing.
document.addEventListener('click', ({ target }) => {
  const button = target.closest?.('[data-press]')
  if (button)
    void ask('/local/press', {
      as: viewer.as,
      activity: Number(button.dataset.of),
      action: button.dataset.press,
    })
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
  const { placement, handler, id, params = '{}' } = panel.dataset
  const URI = location.pathname + location.search
  const options = {
    ...JSON.parse(params),
    ...(id && { ID: id }),
    URI,
    ...(viewer.inSlider && { IFRAME: 'Y' }),
  }
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
