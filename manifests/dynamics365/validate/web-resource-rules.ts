import { faultsOf } from '../build/gates.ts'
import { at, textAt } from '../xml.ts'
import { componentsIn, type Documents, differences, type Rule } from './rule.ts'
import { unless } from './solution-rules.ts'

interface WebResource {
  id: string
  name: string
  kind: string
  /** Its place in the archive. */
  file: string
}

export function webResourcesIn({ customizations }: Documents): WebResource[] {
  return at(customizations, 'WebResources/WebResource').map((entry) => ({
    id: textAt(entry, 'WebResourceId'),
    name: textAt(entry, 'Name'),
    kind: textAt(entry, 'WebResourceType'),
    file: textAt(entry, 'FileName').replace(/^\//, ''),
  }))
}

export const webResourceFilesIn = (documents: Documents) => webResourcesIn(documents).map(({ file }) => file)

const kinds: Record<string, string> = { html: '1', css: '2', js: '3', svg: '11' }

export const webResourceRules: Rule[] = [
  {
    name: 'every web resource is a root component, and every such component a web resource',
    broken: (documents) =>
      differences(
        webResourcesIn(documents).map(({ name }) => name),
        componentsIn(documents, 61, 'schemaName'),
        (name, where) =>
          where === 'first' ? `${name} is no root component` : `component ${name} is no web resource`,
      ),
  },
  {
    name: 'every web resource has its file',
    broken: (documents) =>
      webResourcesIn(documents).flatMap(({ name, file }) =>
        unless(documents.files.has(file), `${name} has none`),
      ),
  },
  {
    name: 'a web resource has the publisher’s prefix, an id and the kind of its name',
    broken(documents) {
      const prefix = textAt(documents.solution, 'SolutionManifest/Publisher/CustomizationPrefix')
      return webResourcesIn(documents).flatMap(({ id, name, kind }) => [
        ...unless(name.startsWith(`${prefix}_/`), `${name} has another prefix`),
        ...unless(/^\{[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\}$/i.test(id), `${name} has no id`),
        ...unless(kinds[name.split('.').at(-1) ?? ''] === kind, `${name} is not of kind ${kind}`),
      ])
    },
  },
  {
    name: 'no script is harmful',
    broken: (documents) =>
      webResourcesIn(documents)
        .filter(({ kind }) => kind === '3')
        .flatMap(({ name, file }) =>
          faultsOf(documents.files.get(file) ?? '').map((fault) => `${name}: ${fault}`),
        ),
  },
]
