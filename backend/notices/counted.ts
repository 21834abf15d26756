type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Counts in a language: `#` stands for the number. */
export function counted(language: string) {
  let known: { rules: Intl.PluralRules; number: Intl.NumberFormat } | undefined
  return (count: number, forms: Forms) => {
    // Made when first needed, for they take a start a millisecond each.
    known ??= { rules: new Intl.PluralRules(language), number: new Intl.NumberFormat(language) }
    return (forms[known.rules.select(count)] ?? forms.other).replace('#', known.number.format(count))
  }
}
