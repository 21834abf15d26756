/** The forms a language has for a count; `#` stands for the number itself. `other` also serves fractions. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

export type Counting = (count: number, forms: Forms) => string

/** Makes the counting function of one language: `count(3, { one: '# file', other: '# files' })`. */
export function plural(locale: string): Counting {
  const rules = new Intl.PluralRules(locale)
  const digits = new Intl.NumberFormat(locale)
  return (count, forms) => (forms[rules.select(count)] ?? forms.other).replace('#', digits.format(count))
}
