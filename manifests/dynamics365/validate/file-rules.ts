import { at } from '../xml.ts'
import { controlsIn } from './control-rules.ts'
import type { Rule } from './rule.ts'
import { webResourceFilesIn } from './web-resource-rules.ts'

export const fileRules: Rule[] = [
  {
    name: 'every file has a content type',
    broken({ files, contentTypes }) {
      const extensions = at(contentTypes, 'Default').map(({ attributes }) => attributes.Extension)
      const parts = at(contentTypes, 'Override').map(({ attributes }) => attributes.PartName)
      return [...files.keys()]
        .filter((path) => path !== '[Content_Types].xml')
        .filter((path) => !extensions.includes(/\.(\w+)$/.exec(path)?.[1]) && !parts.includes(`/${path}`))
        .map((path) => `${path} has none`)
    },
  },
  {
    name: 'every file belongs to something',
    broken(documents) {
      const known = [
        '[Content_Types].xml',
        'solution.xml',
        'customizations.xml',
        ...controlsIn(documents).flatMap(({ manifest, resources }) => [manifest, ...resources]),
        ...webResourceFilesIn(documents),
      ]
      return [...documents.files.keys()]
        .filter((path) => !known.includes(path))
        .map((path) => `${path} does not`)
    },
  },
]
