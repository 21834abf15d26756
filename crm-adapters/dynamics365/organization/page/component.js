// One code component on a form, from its init to its destroy.
import { contextOf } from './context.js'
import { controlCalled } from './control.js'
import { onTheme } from './theme.js'

/** How often each method of the components has been called: tests look at it. */
export const calls = { init: 0, updateView: 0, getOutputs: 0, destroy: 0 }

const standing = new Set()
onTheme(() => {
  for (const { update } of standing) update(['fluentDesignLanguage'])
})

/** @param record tells what the form shows now; `turnedOut` takes what the component writes to bound columns. */
export async function component(place, { name, bindings }, { record, isVisible, turnedOut }) {
  const control = await controlCalled(name)
  const container = place.appendChild(document.createElement('div'))
  container.className = control.className
  const instance = new control.made()
  const mode = { tracksResize: false, width: container.clientWidth }
  let over = false

  const context = (updatedProperties) =>
    contextOf({ control, bindings, record: record(), mode, isVisible: isVisible(), updatedProperties })

  function update(updatedProperties = []) {
    if (over) return
    calls.updateView += 1
    instance.updateView(context(updatedProperties))
  }

  function changed() {
    calls.getOutputs += 1
    turnedOut(instance.getOutputs?.() ?? {})
    update()
  }

  const observer = new ResizeObserver(() => {
    if (!mode.tracksResize || container.clientWidth === mode.width) return
    mode.width = container.clientWidth
    update(['layout'])
  })
  observer.observe(container)
  calls.init += 1
  instance.init(context([]), changed, {}, container)
  // As seen in the platform's own harness: twice, and for the layout.
  update(['layout'])
  update(['layout'])

  const own = {
    update,
    destroy() {
      if (over) return
      over = true
      calls.destroy += 1
      standing.delete(own)
      observer.disconnect()
      instance.destroy()
      container.remove()
    },
  }
  standing.add(own)
  return own
}
