/** How the layout of a configurable activity is checked, as the documentation of `LayoutDto` says. */
import { RestError } from './method.ts'
import { asParams, type Params } from './params.ts'

const langs = ['ru', 'en', 'de', 'ua', 'kz', 'pl', 'br', 'la', 'fr', 'it', 'tr', 'vn', 'ja', 'id', 'ms', 'th']
const tags = ['success', 'failure', 'warning', 'primary', 'secondary']
const buttons = ['primary', 'secondary']
const blocks = ['text', 'largeText', 'link', 'withTitle', 'lineOfBlocks', 'deadline']
const actions = ['redirect', 'restEvent', 'openRestApp']
const [MOST_BLOCKS, MOST_TAGS, MOST_BUTTONS, MOST_ITEMS] = [20, 2, 2, 10]

/** Throws the refusal of the first mistake. */
export function checkLayout(layout: unknown): Params {
  const whole = asParams(layout)
  if (Object.keys(whole).length === 0) throw new RestError('ERROR_EMPTY_LAYOUT', 'Layout is empty')
  only(whole, 'layout', ['icon', 'header', 'body', 'footer'])
  const icon = required(whole, 'icon', 'layout')
  required(icon, 'code', 'icon')
  checkHeader(required(whole, 'header', 'layout'))
  checkBody(required(whole, 'body', 'layout'))
  checkFooter(asParams(whole.footer))
  return whole
}

function checkHeader(header: Params) {
  only(header, 'header', ['title', 'titleAction', 'tags'])
  wording(required(header, 'title', 'header', true))
  checkAction(header.titleAction)
  for (const tag of named(header.tags, 'tags', MOST_TAGS)) {
    only(tag, 'tag', ['title', 'type', 'action'])
    wording(required(tag, 'title', 'tag', true))
    oneOf(required(tag, 'type', 'tag', true), 'type', tags)
    checkAction(tag.action)
  }
}

function checkBody(body: Params) {
  only(body, 'body', ['logo', 'blocks'])
  const logo = required(body, 'logo', 'body')
  required(logo, 'code', 'logo')
  checkAction(logo.action)
  const all = named(required(body, 'blocks', 'body'), 'blocks', MOST_BLOCKS)
  if (all.length === 0) throw missing('blocks', 'body')
  for (const block of all) {
    only(block, 'block', ['type', 'properties', 'scope', 'sort'])
    oneOf(required(block, 'type', 'block', true), 'type', blocks)
    const { value, text, title, action } = required(block, 'properties', 'block')
    for (const words of [value, text, title]) wording(words)
    checkAction(action)
  }
}

function checkFooter(footer: Params) {
  only(footer, 'footer', ['buttons', 'menu'])
  for (const button of named(footer.buttons, 'buttons', MOST_BUTTONS)) {
    only(button, 'button', ['title', 'type', 'action', 'scope', 'sort', 'hideIfReadonly'])
    wording(required(button, 'title', 'button', true))
    oneOf(required(button, 'type', 'button', true), 'type', buttons)
    required(button, 'action', 'button')
    checkAction(button.action)
  }
  for (const item of named(asParams(footer.menu).items, 'items', MOST_ITEMS)) {
    wording(required(item, 'title', 'item', true))
    checkAction(item.action)
  }
}

function checkAction(action: unknown) {
  if (action === undefined) return
  const { type, uri, id, actionParams } = asParams(action)
  oneOf(type, 'type', actions)
  if (type === 'redirect' && uri === undefined) throw missing('uri', 'action')
  if (type === 'restEvent' && id === undefined) throw missing('id', 'action')
  named(actionParams, 'actionParams', Number.POSITIVE_INFINITY)
}

function named(map: unknown, name: string, most: number): Params[] {
  const entries = Object.entries(asParams(map))
  if (entries.length > most) throw new RestError('TOO_MANY_ITEMS', `Too many items in "${name}": max ${most}`)
  const wrong = entries.find(([key]) => !/^[\w-]+$/.test(key))
  if (wrong) throw new RestError('KEY_CONTAIN_WRONG_SYMBOLS', `Key "${wrong[0]}" contains wrong symbols`)
  return entries.map(([, value]) => asParams(value))
}

function required(object: Params, name: string, of: string): Params
function required(object: Params, name: string, of: string, plain: true): unknown
function required(object: Params, name: string, of: string, plain?: true): unknown {
  const value = object[name]
  if (value === undefined || value === null || value === '') throw missing(name, of)
  return plain || typeof value !== 'object' ? value : asParams(value)
}

function missing(name: string, of: string): RestError {
  return new RestError('FIELD_IS_REQUIRED', `Field "${name}" of "${of}" is required`)
}

function only(object: Params, of: string, names: string[]) {
  const other = Object.keys(object).find((name) => !names.includes(name))
  if (other) throw new RestError('FIELD_IS_REDUNDANT', `Field "${other}" of "${of}" is redundant`)
}

function oneOf(value: unknown, name: string, values: string[]) {
  if (typeof value === 'string' && values.includes(value)) return
  throw new RestError('ENUM_FIELD', `Field "${name}" must be one of: ${values.join(', ')}`)
}

// A text is a string, or one for each language.
function wording(value: unknown) {
  if (typeof value !== 'object' || value === null) return
  const wrong = Object.keys(value).find((lang) => !langs.includes(lang))
  if (wrong) throw new RestError('WRONG_LANG', `Language "${wrong}" is not installed`)
}
