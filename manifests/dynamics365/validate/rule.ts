import { at, type Element, parse } from '../xml.ts'

/** Text by its path in the archive. */
export type Files = ReadonlyMap<string, string>

export interface Documents {
  files: Files
  solution: Element
  customizations: Element
  contentTypes: Element
}

export interface Rule {
  name: string
  /** In words, each place where it is broken. */
  broken(documents: Documents): string[]
}

/** What every other rule takes for granted: where one of these is broken, there is nothing more to say. */
export const firstRules: { name: string; broken(files: Files): string[] }[] = [
  {
    name: 'the three root files are there',
    broken: (files) => roots.filter((path) => !files.has(path)).map((path) => `${path} is missing`),
  },
  {
    name: 'every XML file is well-formed',
    broken: (files) =>
      [...files].flatMap(([path, text]) => {
        if (!/\.(xml|resx)$/.test(path)) return []
        try {
          parse(text)
          return []
        } catch (error) {
          return [`${path}, ${error instanceof Error ? error.message : error}`]
        }
      }),
  },
]

const roots = ['[Content_Types].xml', 'solution.xml', 'customizations.xml']

export function documentsIn(files: Files): Documents {
  const read = (path: string) => parse(files.get(path) ?? '')
  return {
    files,
    contentTypes: read('[Content_Types].xml'),
    solution: read('solution.xml'),
    customizations: read('customizations.xml'),
  }
}

/** The root components of one of the platform's types, by what names them. */
export function componentsIn({ solution }: Documents, type: number, named: 'schemaName' | 'id'): string[] {
  return at(solution, 'SolutionManifest/RootComponents/RootComponent')
    .filter(({ attributes }) => attributes.type === String(type))
    .map(({ attributes }) => attributes[named] ?? '')
}

/** Of two lists that should say the same, what only one of them says. */
export function differences(
  one: string[],
  other: string[],
  words: (name: string, where: 'first' | 'second') => string,
) {
  return [
    ...one.filter((name) => !other.includes(name)).map((name) => words(name, 'first')),
    ...other.filter((name) => !one.includes(name)).map((name) => words(name, 'second')),
  ]
}
