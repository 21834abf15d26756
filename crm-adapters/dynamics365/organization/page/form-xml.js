// A form as its XML describes it: tabs of columns of sections of cells, controls, scripts, commands.
import { lcid } from './start.js'

/** As the platform knows them. */
export const classes = {
  '{9FDF5F91-88B1-47F4-AD53-C11EFC01A01D}': 'webresource',
  '{FD2A7985-3187-444E-908D-6624B21F69C0}': 'iframe',
}

export function readForm(xml) {
  const form = new DOMParser().parseFromString(xml, 'text/xml').documentElement
  const descriptions = new Map(
    all(form, 'controlDescription').map((one) => [one.getAttribute('forControl'), describedIn(one)]),
  )
  return {
    tabs: all(form, 'tab').map((tab) => ({
      name: tab.getAttribute('name') ?? '',
      label: labelOf(tab),
      columns: all(tab, 'column').map((column) => ({
        width: column.getAttribute('width') ?? '100%',
        sections: all(column, 'section').map((section) => ({
          name: section.getAttribute('name') ?? '',
          label: section.getAttribute('showlabel') === 'false' ? '' : labelOf(section),
          cells: all(section, 'cell').flatMap((cell) => cellIn(cell, descriptions)),
        })),
      })),
    })),
    loading: all(form, 'Handler').filter(isOnLoad).map(handlerIn),
    libraries: all(form, 'Library').map((one) => one.getAttribute('name')),
    commands: commandsIn(form),
  }
}

function cellIn(cell, descriptions) {
  const [control] = all(cell, 'control')
  if (!control) return []
  const parameters = Object.fromEntries(
    [...(control.querySelector(':scope > parameters')?.children ?? [])].map((one) => [
      one.tagName,
      one.textContent,
    ]),
  )
  return [
    {
      id: control.getAttribute('id') ?? '',
      label: labelOf(cell),
      labelled: cell.getAttribute('showlabel') !== 'false',
      field: control.getAttribute('datafieldname') ?? undefined,
      kind: classes[control.getAttribute('classid')?.toUpperCase()] ?? 'field',
      parameters,
      custom: descriptions.get(control.getAttribute('uniqueid')),
    },
  ]
}

/** Of a described control what a browser gets: the component and what its properties are bound to. */
function describedIn(description) {
  const named = all(description, 'customControl').filter((one) => one.hasAttribute('name'))
  const chosen = named.find((one) => one.getAttribute('formFactor') === '0') ?? named[0]
  if (!chosen) return undefined
  const bindings = [...(chosen.querySelector(':scope > parameters')?.children ?? [])].map((one) => [
    one.tagName,
    { isStatic: one.getAttribute('static') === 'true', value: one.textContent ?? '' },
  ])
  return { name: chosen.getAttribute('name'), bindings: Object.fromEntries(bindings) }
}

function isOnLoad(handler) {
  return (
    handler.closest('event')?.getAttribute('name') === 'onload' && handler.getAttribute('enabled') !== 'false'
  )
}

function handlerIn(handler) {
  return {
    call: handler.getAttribute('functionName'),
    parameters: JSON.parse(`[${handler.getAttribute('parameters') ?? ''}]`),
    passesContext: handler.getAttribute('passExecutionContext') === 'true',
  }
}

/** Buttons a form's ribbon adds to the command bar. */
function commandsIn(form) {
  const definitions = new Map(all(form, 'CommandDefinition').map((one) => [one.getAttribute('Id'), one]))
  return all(form, 'Button').flatMap((pressed) => {
    const script = definitions.get(pressed.getAttribute('Command'))?.querySelector('JavaScriptFunction')
    if (!script) return []
    return [
      {
        label: pressed.getAttribute('LabelText') ?? '',
        call: script.getAttribute('FunctionName'),
        library: script.getAttribute('Library')?.replace('$webresource:', ''),
        parameters: [...script.children].map((one) => ({
          isForm: one.tagName === 'CrmParameter',
          value: one.getAttribute('Value'),
        })),
      },
    ]
  })
}

function labelOf(element) {
  const labels = [...(element.querySelector(':scope > labels')?.children ?? [])]
  const of = (code) => labels.find((one) => one.getAttribute('languagecode') === String(code))
  return (of(lcid) ?? of(1033) ?? labels[0])?.getAttribute('description') ?? ''
}

const all = (element, name) => [...element.getElementsByTagName(name)]
