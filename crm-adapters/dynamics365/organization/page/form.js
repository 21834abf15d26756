// A form as its XML describes it, drawn once and then turned from record to record.
import { component } from './component.js'
import { field } from './fields.js'
import { framed } from './framed.js'
import { made, say, start } from './start.js'
import { timeline } from './timeline.js'

/** @param shows what the form shows: its `record()`, and `change` for what people and components write. */
export function drawForm(described, shows) {
  const element = made('<div class="form"><div class="tabs" role="tablist"></div></div>')
  const parts = []
  const frames = new Map()
  const tabs = described.tabs.map(drawTab)
  const notes = timeline()
  // The main forms of this organization say nothing of a timeline; people's have one beside the summary.
  tabs[0].body.append(column('1fr', [notes.element]))
  parts.push(notes)
  let active
  let isOpen = true

  function drawTab({ name, label, columns }, place) {
    const tab = made(`<button type="button" role="tab" aria-selected="false"></button>`)
    const body = made('<div class="tab-body" role="tabpanel" hidden></div>')
    tab.id = `tab-${place}`
    tab.textContent = say[`tab ${name}`] ?? label
    body.setAttribute('aria-labelledby', tab.id)
    const own = { name, label: tab.textContent, tab, body, components: [], listeners: new Set(), waiting: [] }
    for (const { width, sections } of columns)
      body.append(
        column(
          width,
          sections.map((one) => section(own, one)),
        ),
      )
    tab.onclick = () => show(own)
    element.firstElementChild.append(tab)
    element.append(body)
    return own
  }

  function section(tab, { label, cells }) {
    const card = made('<section class="card fields"><h2></h2></section>')
    const heading = card.firstElementChild
    heading.textContent = label
    heading.hidden = !label
    for (const cell of cells) card.append(cellOf(tab, cell, card))
    return card
  }

  function cellOf(tab, cell, card) {
    if (cell.kind !== 'field') {
      const frame = framed(cell)
      frames.set(cell.id, frame)
      parts.push(frame)
      tab.waiting.push(() => frame.open(shows.record()))
      card.classList.add('whole')
      return frame.element
    }
    if (cell.custom && !start.onPremises) {
      const place = made('<div class="component"></div>')
      // What is on a tab nobody has opened is not there yet.
      tab.waiting.push(() => mount(tab, place, cell.custom))
      card.classList.add('whole')
      return place
    }
    const drawn = field(cell, { table: shows.record().table, change: shows.change })
    parts.push(drawn)
    return drawn.element
  }

  async function mount(tab, place, custom) {
    const one = await component(place, custom, {
      record: shows.record,
      isVisible: () => isOpen && active === tab,
      turnedOut: (outputs) => {
        for (const [property, value] of Object.entries(outputs)) {
          const bound = custom.bindings[property]
          if (bound && !bound.isStatic) shows.change(bound.value, value)
        }
      },
    })
    one.again = () => mount(tab, place, custom)
    tab.components.push(one)
  }

  async function show(tab) {
    const former = active
    active = tab
    for (const one of tabs) {
      one.body.hidden = one !== tab
      one.tab.setAttribute('aria-selected', String(one === tab))
    }
    const waiting = tab.waiting.splice(0)
    await Promise.all(waiting.map((open) => open()))
    for (const one of [former, tab]) updateAll(one?.components ?? [], ['visibility'])
    if (former !== tab) for (const tell of tab.listeners) tell()
  }

  const components = () => tabs.flatMap((tab) => tab.components)
  const own = {
    element,
    tabs,
    frames,
    components,
    show: (wanted) => {
      const found = tabs.find(({ name, tab }) => name === wanted || (wanted === 'chat' && isChat(name, tab)))
      return show(found ?? tabs[0])
    },

    /** Another record in the same form, or the same one once it has been saved or read again. */
    async turn(record, isAnother) {
      await Promise.all(parts.map((part) => part.turn(record, isAnother)))
      updateAll(components(), ['entityId', 'entityName', 'parameters'])
    },

    visible(open) {
      isOpen = open
      updateAll(components(), ['visibility'])
    },

    /** Takes the components away; `mountAgain` makes new ones in their places. */
    unmount() {
      const gone = components()
      for (const tab of tabs) tab.components = []
      for (const one of gone) one.destroy()
      return () => Promise.all(gone.map(({ again }) => again()))
    },
  }
  return own
}

function updateAll(components, properties) {
  for (const { update } of components) update(properties)
}

function column(width, children) {
  const element = made('<div class="column"></div>')
  element.style.setProperty('--width', width.endsWith('%') ? `${Number.parseFloat(width) / 50}fr` : width)
  element.append(...children)
  return element
}

const isChat = (name, tab) => /chat|dealthread/i.test(name) || /^(chat|чат)$/i.test(tab.textContent)
