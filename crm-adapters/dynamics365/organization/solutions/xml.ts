/** XML as plain objects: attributes by their names, elements always as lists. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

export interface Element {
  [name: string]: Element[] | string | undefined
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  alwaysCreateTextNode: true,
  parseTagValue: false,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
})

/** Undefined when it is not well-formed. */
export function parsed(xml: string): Element | undefined {
  return XMLValidator.validate(xml) === true ? (parser.parse(xml) as Element) : undefined
}

export function children(element: Element | undefined, ...path: string[]): Element[] {
  const [name, ...rest] = path
  if (name === undefined) return element ? [element] : []
  const found = element?.[name]
  return Array.isArray(found) ? found.flatMap((child) => children(child, ...rest)) : []
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  const value = element?.[`@${name}`]
  return typeof value === 'string' ? value : undefined
}

/** The text of the first element of that path. */
export function textOf(element: Element | undefined, ...path: string[]): string {
  const value = children(element, ...path)[0]?.['#text']
  return typeof value === 'string' ? value.trim() : ''
}

/** All elements of that name, however deep. */
export function everywhere(element: Element, name: string): Element[] {
  return Object.entries(element).flatMap(([key, value]) =>
    Array.isArray(value)
      ? [...(key === name ? value : []), ...value.flatMap((child) => everywhere(child, name))]
      : [],
  )
}
