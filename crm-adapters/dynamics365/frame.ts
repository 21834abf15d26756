/**
 * What our page says to whoever frames it in Dynamics (the control, the web resource, the side pane), and what it hears.
 * Imports nothing: both sides are built from this file.
 *
 * The page knocks at its parent window; the parent answers with one end of a MessageChannel, and everything else goes
 * through that port until either side ends it. A page that reloads knocks again and gets a new port; the old one is closed.
 * Each side ignores what it does not know, so that an older control in an organisation lives with a newer page.
 */

/** Raised when a message changes its meaning; a new message does not raise it. */
export const protocol = 1

/** Posted by the page to its parent window, and to nobody but the organisation's own origin. */
export interface Knock {
  dealthread: 'knock'
  protocol: number
}

/** Posted by the parent to the page's window, with the port. */
export interface Welcome {
  dealthread: 'welcome'
  protocol: number
}

/** Where in Dynamics the page is framed; `home` is our own page, which is of no record. */
export type Door = 'control' | 'webresource' | 'pane' | 'home'

/** `type` is the table's logical name; `id` a GUID in lower case without braces. */
export interface FramedRecord {
  type: string
  id: string
}

/** Fluent v9 tokens that are handed over; what else a theme has concerns nobody here. */
export const tokens = [
  'colorNeutralBackground1',
  'colorNeutralBackground2',
  'colorNeutralBackground3',
  'colorNeutralBackground4',
  'colorNeutralForeground1',
  'colorNeutralForeground2',
  'colorNeutralForeground3',
  'colorNeutralStroke1',
  'colorNeutralStroke2',
  'colorBrandBackground',
  'colorBrandBackgroundHover',
  'colorBrandBackground2',
  'colorBrandForegroundLink',
  'colorNeutralForegroundOnBrand',
  'colorStrokeFocus2',
  'fontFamilyBase',
  'borderRadiusMedium',
  'borderRadiusLarge',
] as const

export type Token = (typeof tokens)[number]

export interface Look {
  theme: 'light' | 'dark'
  /** Those of `tokens` the host has, as CSS values. */
  tokens: Partial<Record<Token, string>>
}

/** What the page is told. */
export type Told =
  /** The first message of every port. `locale` is BCP 47; our own page is told no record. */
  | { tell: 'begin'; door: Door; record: FramedRecord | null; locale: string; look: Look }
  /** The form shows another record, or the record has just got its id, in this very frame. */
  | { tell: 'record'; record: FramedRecord }
  | { tell: 'look'; look: Look }
  | { tell: 'answer'; key: number; value: Answers[Question] }
  /** Not done; `reason` is for a log. */
  | { tell: 'refusal'; key: number; reason: string }
  /** The frame is being taken away. Nothing follows. */
  | { tell: 'end' }

/** What the page asks. A question carries a key, which its answer repeats. */
export type Asked =
  /** To be this tall, in CSS pixels; answered with the height given. */
  | { ask: 'fit'; key: number; height: number }
  /** To let the person choose colleagues in the host's own dialog. */
  | { ask: 'people'; key: number }
  | { ask: 'record'; record: FramedRecord }
  /** To open a page of the organisation or of our own server in another window. */
  | { ask: 'page'; url: string }
  /** To show how many messages wait; 0 takes it away. */
  | { ask: 'badge'; count: number }
  | { ask: 'end' }

export type Question = Extract<Asked, { key: number }>['ask']

export interface Answers {
  fit: number
  people: { id: string; name: string }[]
}
