/** What a card's living entry says. Counts and nothing else: whoever sees the record reads it. */
export interface AnchorWords {
  title: string
  unread(count: number): string
  threads(count: number): string
  allRead: string
  open: string
}

/** In the company's language, or in English where it is none of ours. */
export function anchorWords(locale: string): AnchorWords {
  const language = locale.split('-')[0] ?? ''
  return Object.hasOwn(words, language) ? words[language]! : english
}

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

function counted(language: string) {
  let known: { rules: Intl.PluralRules; number: Intl.NumberFormat } | undefined
  return (count: number, forms: Forms) => {
    // Made when first needed, for they take a start a millisecond each.
    known ??= { rules: new Intl.PluralRules(language), number: new Intl.NumberFormat(language) }
    return (forms[known.rules.select(count)] ?? forms.other).replace('#', known.number.format(count))
  }
}

const [ru, uk, en] = [counted('ru'), counted('uk'), counted('en')]

const english: AnchorWords = {
  title: 'Chat',
  unread: (count) => en(count, { one: '# unread message', other: '# unread messages' }),
  threads: (count) => en(count, { one: 'in # thread', other: 'in # threads' }),
  allRead: 'All read',
  open: 'Open the chat',
}

const words: Record<string, AnchorWords> = {
  en: english,
  ru: {
    title: 'Чат',
    unread: (count) =>
      ru(count, {
        one: '# непрочитанное сообщение',
        few: '# непрочитанных сообщения',
        other: '# непрочитанных сообщений',
      }),
    threads: (count) => ru(count, { one: 'в # обсуждении', other: 'в # обсуждениях' }),
    allRead: 'Всё прочитано',
    open: 'Открыть чат',
  },
  uk: {
    title: 'Чат',
    unread: (count) =>
      uk(count, {
        one: '# непрочитане повідомлення',
        few: '# непрочитані повідомлення',
        other: '# непрочитаних повідомлень',
      }),
    threads: (count) => uk(count, { one: 'в # обговоренні', other: 'в # обговореннях' }),
    allRead: 'Усе прочитано',
    open: 'Відкрити чат',
  },
}
