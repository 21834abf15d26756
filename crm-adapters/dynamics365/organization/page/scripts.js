// Scripts of a form: its libraries, what it calls when a record is loaded, and the commands it adds.
import { script } from './control.js'
import { braced, start } from './start.js'

export async function runOnLoad({ libraries, loading }, formContext) {
  await load(libraries)
  for (const { call, parameters, passesContext } of loading) {
    const execution = {
      getFormContext: () => formContext,
      getEventSource: () => formContext,
      getDepth: () => 1,
    }
    functionCalled(call)?.(...(passesContext ? [execution] : []), ...parameters)
  }
}

export async function runCommand({ library, call, parameters }, formContext) {
  await load([library])
  await functionCalled(call)?.(...parameters.map(({ isForm, value }) => (isForm ? formContext : value)))
}

/** `formContext` of the client API, as much of it as forms on this organization use. */
export function formContextOf({ record, form, save, saved }) {
  return {
    data: {
      entity: {
        getId: () => braced(record().id),
        getEntityName: () => record().table,
        getIsDirty: () => Object.keys(record().changes).length > 0,
        save,
        // On-premises has none.
        ...(!start.onPremises && { addOnPostSave: (then) => saved.add(then) }),
      },
    },
    ui: {
      tabs: {
        forEach: (each) => form.tabs.map(tabOf).forEach(each),
        get: (name) => form.tabs.filter((tab) => name === undefined || tab.name === name).map(tabOf)[0],
      },
    },
    getControl(name) {
      const frame = form.frames.get(name)
      return frame ? { getName: () => name, getContentWindow: () => frame.contentWindow() } : null
    },
  }
}

function tabOf(tab) {
  return {
    getName: () => tab.name,
    getLabel: () => tab.tab.textContent,
    setLabel(words) {
      tab.tab.textContent = words
    },
    getDisplayState: () => (tab.body.hidden ? 'collapsed' : 'expanded'),
    addTabStateChange: (then) => tab.listeners.add(then),
    setFocus: () => tab.tab.click(),
  }
}

async function load(libraries) {
  for (const name of libraries.filter(Boolean)) await script(`/WebResources/${name}`)
}

/** `Namespace.name` of a library. */
function functionCalled(path) {
  const parent = path.split('.').slice(0, -1)
  const owner = parent.reduce((found, name) => found?.[name], window)
  return owner?.[path.split('.').at(-1)]?.bind(owner)
}
