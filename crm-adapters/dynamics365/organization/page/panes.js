// Panes at the side of the app: `Xrm.App.sidePanes`.
import { icon, made, say } from './start.js'

const LEAST = 300
const panes = new Map()
const drawn = new Map()
const place = document.getElementById('side-panes')
const rail = place.appendChild(made('<div class="rail" role="tablist" aria-orientation="vertical"></div>'))
let selected

export const sidePanes = {
  getPane: (id) => panes.get(id),
  getAllPanes: () => [...panes.values()],
  getSelectedPane: () => selected,
  async createPane({ paneId, title = '', imageSrc, width = 340, canClose = true, isSelected = true }) {
    const pane = paneOf({ paneId, title, imageSrc, width: Math.max(width, LEAST), canClose })
    panes.set(paneId, pane)
    place.hidden = false
    if (isSelected) pane.select()
    return pane
  },
}

function paneOf({ paneId, title, imageSrc, width, canClose }) {
  const tab = rail.appendChild(
    made(
      '<button type="button" role="tab"><img alt="" width="20" height="20"><i class="badge" hidden></i></button>',
    ),
  )
  const [image, mark] = ['img', '.badge'].map((one) => tab.querySelector(one))
  image.src = imageSrc ? `/${imageSrc.replace(/^\//, '')}` : 'data:,'
  tab.title = title
  tab.setAttribute('aria-label', title)
  const body = place.insertBefore(
    made('<section class="pane" hidden><header><h2></h2></header></section>'),
    rail,
  )
  body.style.width = `${width}px`
  body.querySelector('h2').textContent = title
  let badge = false

  const pane = {
    paneId,
    title,
    width,
    get badge() {
      return badge
    },
    set badge(value) {
      badge = value
      mark.hidden = value === false || value === 0
      mark.textContent = typeof value === 'number' ? String(value) : ''
      tab.setAttribute('aria-label', typeof value === 'number' && value > 0 ? `${title}, ${value}` : title)
    },
    select() {
      selected = pane
      show()
    },
    close() {
      panes.delete(paneId)
      drawn.delete(pane)
      tab.remove()
      body.remove()
      if (selected === pane) selected = undefined
      place.hidden = panes.size === 0
    },
    async navigate({ pageType, webresourceName, data }) {
      if (pageType !== 'webresource') throw new Error(`panes of this organization show no ${pageType}`)
      body.querySelector('iframe')?.remove()
      const frame = made('<iframe></iframe>')
      frame.title = title
      // A pane is passed nothing of a record.
      frame.src = `/WebResources/${webresourceName}${data ? `?data=${encodeURIComponent(data)}` : ''}`
      body.append(frame)
    },
  }
  if (canClose) {
    const away = made(`<button type="button" class="quiet">${icon('close')}</button>`)
    away.setAttribute('aria-label', say.close)
    away.onclick = () => pane.close()
    body.querySelector('header').append(away)
  }
  tab.onclick = () => {
    selected = selected === pane ? undefined : pane
    show()
  }

  function show() {
    for (const [one, section] of drawn) {
      const isOpen = selected === one
      section.body.hidden = !isOpen
      section.tab.setAttribute('aria-selected', String(isOpen))
    }
  }
  drawn.set(pane, { body, tab })
  return pane
}
