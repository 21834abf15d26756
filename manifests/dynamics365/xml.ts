/** XML as a tree that can be walked. Throws what is wrong with a document that is not well-formed. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  // The parser refuses the bare name `constructor`, which every control has.
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
})

export function parse(text: string): Element {
  const sound = XMLValidator.validate(text)
  if (sound !== true) throw new Error(`line ${sound.err.line}: ${sound.err.msg}`)
  const [root] = elementsIn(parser.parse(text))
  if (!root) throw new Error('no element')
  return root
}

/** The elements at the end of a path of names below this one, e.g. `rows/row/cell`. */
export function at(element: Element, path: string): Element[] {
  let found = [element]
  for (const name of path.split('/'))
    found = found.flatMap(({ children }) => children.filter((one) => one.name === name))
  return found
}

/** The text of the first element there; empty when there is none. */
export function textAt(element: Element, path: string): string {
  return at(element, path)[0]?.text.trim() ?? ''
}

/** This element and all below it. */
export function everyIn(element: Element): Element[] {
  return [element, ...element.children.flatMap(everyIn)]
}

/** As text between tags or inside an attribute. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

// The parser writes an element as an object with one key for its name, and `:@` for its attributes.
type Written = Record<string, unknown>

function elementsIn(written: unknown): Element[] {
  if (!Array.isArray(written)) return []
  return written.flatMap((one: Written) => {
    const name = Object.keys(one).find((key) => key !== ':@' && key !== '#text')
    if (name === undefined) return []
    const inside = Array.isArray(one[name]) ? one[name] : []
    const text = inside.map((child: Written) => child['#text'] ?? '').join('')
    return { name, attributes: attributesIn(one), children: elementsIn(inside), text }
  })
}

function attributesIn(one: Written): Record<string, string> {
  const written = Object.entries({ ...(one[':@'] as Record<string, string>) })
  return Object.fromEntries(written.map(([name, value]) => [name.slice(1), value]))
}
