type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Counts in a language: `#` stands for the number. */
export function counted(language: string) {
  const rules = new Intl.PluralRules(language)
  const number = new Intl.NumberFormat(language)
  return (count: number, forms: Forms) =>
    (forms[rules.select(count)] ?? forms.other).replace('#', number.format(count))
}
