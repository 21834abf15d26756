/**
 * Our tab put on a form, and taken off again, in the form's own XML: everything else of it stays as it was, to the letter.
 * docs: "Form XML schema". The platform writes attributes in an order of its own, so that elements are found by name.
 */
import { formTab, type TabOptions } from './form-tab.ts'
import { tabName } from './solution.ts'

/** The form with our tab last; the one that was there before is replaced. */
export function withTab(formXml: string, options: TabOptions): string {
  const { tab, controlDescription } = formTab(options)
  const bare = withoutTab(formXml, options)
  const tabbed = bare.replace(/<\/tabs>/, () => `${tab}</tabs>`)
  if (tabbed === bare) throw new RangeError('a form without tabs')
  return controlDescription ? described(tabbed, controlDescription) : tabbed
}

export function withoutTab(formXml: string, options: TabOptions): string {
  const { tab } = formTab(options)
  const unique = /uniqueid="([^"]+)"/.exec(tab)?.[1]
  const without = formXml.replace(ourTab, '')
  if (!unique) return without
  return without
    .replace(element('controlDescription', 'forControl', unique), '')
    .replace(/<controlDescriptions>\s*<\/controlDescriptions>/, '')
}

export function hasTab(formXml: string): boolean {
  return ourTab.test(formXml)
}

function described(formXml: string, description: string): string {
  if (formXml.includes('</controlDescriptions>'))
    return formXml.replace('</controlDescriptions>', () => `${description}</controlDescriptions>`)
  const whole = `<controlDescriptions>${description}</controlDescriptions>`
  if (/<controlDescriptions\s*\/>/.test(formXml))
    return formXml.replace(/<controlDescriptions\s*\/>/, () => whole)
  return formXml.replace(/<\/form>\s*$/, (end) => `${whole}${end}`)
}

/** One that holds none of its own kind, by the value of an attribute. */
function element(name: string, attribute: string, value: string): RegExp {
  const plain = value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`<${name}\\b[^>]*\\b${attribute}="${plain}"[^>]*>[\\s\\S]*?</${name}>`, 'i')
}

const ourTab = element('tab', 'name', tabName)
