import { control as frozen, properties } from '../../../crm-adapters/dynamics365/solution.ts'
import { faultsOfControl } from '../build/gates.ts'
import { stringsIn } from '../build/strings.ts'
import { at, type Element, parse, textAt } from '../xml.ts'
import { componentsIn, type Documents, differences, type Rule } from './rule.ts'
import { unless, versionIsSound } from './solution-rules.ts'

export interface Control {
  name: string
  /** Path of its manifest in the archive. */
  manifest: string
  /** Null when that file is not there. */
  element: Element | null
  /** Paths of what its manifest names. */
  resources: string[]
}

export function controlsIn({ customizations, files }: Documents): Control[] {
  return at(customizations, 'CustomControls/CustomControl').map((entry) => {
    const manifest = textAt(entry, 'FileName').replace(/^\//, '')
    const element = controlIn(files.get(manifest)) ?? null
    const folder = manifest.slice(0, manifest.lastIndexOf('/') + 1)
    const paths = element ? resourcesOf(element).map((path) => `${folder}${path}`) : []
    return { name: textAt(entry, 'Name'), manifest, element, resources: paths }
  })
}

const controlIn = (text: string | undefined) =>
  text === undefined ? undefined : at(parse(text), 'control')[0]

const resourcesOf = (element: Element) =>
  at(element, 'resources')
    .flatMap(({ children }) => children)
    .flatMap(({ attributes }) => attributes.path ?? [])

export const controlRules: Rule[] = [
  {
    name: 'every control is a root component, and every such component a control',
    broken: (documents) =>
      differences(
        controlsIn(documents).map(({ name }) => name),
        componentsIn(documents, 66, 'schemaName'),
        (name, where) =>
          where === 'first' ? `${name} is no root component` : `component ${name} is no control`,
      ),
  },
  {
    name: 'every control has its manifest',
    broken: (documents) =>
      controlsIn(documents).flatMap(({ element, manifest }) =>
        unless(element !== null, `${manifest} is missing`),
      ),
  },
  {
    name: 'a control is called by its prefix, namespace and class',
    broken(documents) {
      const prefix = textAt(documents.solution, 'SolutionManifest/Publisher/CustomizationPrefix')
      return each(documents, ({ name }, { attributes }) => {
        const called = `${prefix}_${attributes.namespace}.${attributes.constructor}`
        return unless(name === called, `${name} is not ${called}`)
      })
    },
  },
  {
    name: 'every file a control names is there',
    broken: (documents) =>
      controlsIn(documents).flatMap(({ resources }) =>
        resources.flatMap((path) => unless(documents.files.has(path), `${path} is missing`)),
      ),
  },
  {
    name: 'a control’s version has three parts of at most 65535',
    broken: (documents) =>
      each(documents, (_, { attributes: { version = '' } }) =>
        unless(versionIsSound(version, /^\d+(\.\d+){2}$/), `"${version}" is not so`),
      ),
  },
  {
    name: 'the control is a standard one',
    broken: (documents) =>
      each(documents, (_, { attributes }) => unless(attributes['control-type'] === 'standard', 'it is not')),
  },
  {
    name: 'the control’s properties are never taken away, renamed or made required',
    broken: (documents) =>
      each(documents, (_, element) => {
        const given = at(element, 'property').map(({ attributes }) => attributes.name ?? '')
        const required = at(element, 'property').filter(({ attributes }) => attributes.required === 'true')
        return [
          ...unless(given.join() === properties.join(), `they are ${given.join(', ')}`),
          ...unless(
            required.map(({ attributes }) => attributes.name).join() === 'anchor',
            'more than the anchor is required',
          ),
        ]
      }),
  },
  {
    name: 'outside services are named by bare host names',
    broken: (documents) =>
      each(documents, (_, element) =>
        at(element, 'external-service-usage/domain').flatMap(({ text }) =>
          unless(/^[a-z\d-]+(\.[a-z\d-]+)*$/.test(text), `"${text}" is not one`),
        ),
      ),
  },
  {
    name: 'the control owns up to the server it uses',
    broken: (documents) =>
      each(documents, (_, element) =>
        unless(at(element, 'external-service-usage')[0]?.attributes.enabled === 'true', 'it does not'),
      ),
  },
  {
    name: 'the control asks only for features of the platform we use',
    broken: (documents) =>
      each(documents, (_, element) =>
        at(element, 'feature-usage/uses-feature').flatMap(({ attributes }) =>
          unless(attributes.name === 'Utility', `${attributes.name} is asked for`),
        ),
      ),
  },
  {
    name: 'every language has every string, and none is empty',
    broken: (documents) =>
      each(documents, ({ resources }) => {
        const files = resources.filter((path) => path.endsWith('.resx') && documents.files.has(path))
        const all = files.map((path) => ({ path, strings: stringsIn(documents.files.get(path) ?? '') }))
        const keys = new Set(all.flatMap(({ strings }) => Object.keys(strings)))
        return all.flatMap(({ path, strings }) =>
          [...keys].flatMap((key) => unless(Boolean(strings[key]), `${path} has no ${key}`)),
        )
      }),
  },
  {
    name: 'every string a manifest names is there',
    broken: (documents) =>
      each(documents, ({ resources }, element) => {
        const first = resources.find((path) => path.endsWith('.resx'))
        const strings = stringsIn((first && documents.files.get(first)) || '<root />')
        const named = [element, ...at(element, 'property')].flatMap(({ attributes }) => [
          attributes['display-name-key'],
          attributes['description-key'],
        ])
        return named.flatMap((key) => unless(key === undefined || key in strings, `${key} is not`))
      }),
  },
  {
    name: 'the control’s script may run under a strict content security policy, and is small',
    broken: (documents) =>
      each(documents, ({ resources }) =>
        resources
          .filter((path) => path.endsWith('.js') && documents.files.has(path))
          .flatMap((path) =>
            faultsOfControl(documents.files.get(path) ?? '').map((fault) => `${path}: ${fault}`),
          ),
      ),
  },
  {
    name: 'the control registers itself under its own name',
    broken: (documents) =>
      each(documents, ({ resources }) => {
        const script = resources.find((path) => path.endsWith('.js')) ?? ''
        const own = new RegExp(`registerControl\\(.${frozen.namespace}\\.${frozen.className}.,`)
        return unless(own.test(documents.files.get(script) ?? ''), `${script} does not`)
      }),
  },
]

/** Over all controls that have a manifest. */
function each(documents: Documents, broken: (control: Control, element: Element) => string[]): string[] {
  return controlsIn(documents).flatMap((control) => (control.element ? broken(control, control.element) : []))
}
