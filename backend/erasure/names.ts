/**
 * A word of somebody's name in any case and in either alphabet: «Котову», «Kotov» and «Котов» have one root. More is found
 * than is his, never less: whoever decides sees each find.
 */

/** Letters a root has at least; a shorter word is compared whole. */
const ROOT_LEAST = 3
/** Letters an ending has at most, in Latin letters. */
const ENDING_MOST = 5

/** Sounds of Cyrillic letters, so that different ways of writing them in Latin letters come to one. */
const LATIN: Record<string, string> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'h', д: 'd', е: 'e', ё: 'e', є: 'e', ж: 'zh', з: 'z', и: 'i' },
  ...{ і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't' },
  ...{ у: 'u', ў: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'i', ь: '', э: 'e' },
  ...{ ю: 'iu', я: 'ia' },
}

/** The same sound in one writing; in this order. */
const SPELLINGS: [RegExp, string][] = [
  [/shch/g, 'sch'],
  [/kh|g/g, 'h'],
  [/ts|tz/g, 'c'],
  [/x/g, 'ks'],
  [/w/g, 'v'],
  [/ph/g, 'f'],
  [/[jy]/g, 'i'],
  [/io/g, 'e'],
  [/(.)\1+/g, '$1'],
]

/** What Russian and Ukrainian names end with in their cases, as `sound` writes it. */
const ENDINGS = new Set(
  (
    ' a ia u iu o e i om em im am iam oi ei ami iami ah iah ih imi oho eho oomu omu emu oiu eiu iei ieiu iiu ii ' +
    'ovi evi ievi ievu oviu aia uiu oe ie ogo s'
  ).split(' '),
)

/** How a word sounds, in Latin letters; the same for every usual way of writing it. */
export function sound(word: string): string {
  const latin = [
    ...word
      .toLowerCase()
      .normalize('NFD')
      .replace(/(?<![ии])\p{Mn}/gu, '')
      .normalize('NFC'),
  ]
    .map((letter) => LATIN[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}]/gu, '')
  return SPELLINGS.reduce((text, [written, as]) => text.replace(written, as), latin)
}

/** The roots by which a word of the name is found: «Павел» is also «Павла», «Яків» also «Якова», «Ольга» also «Ользі». */
export function roots(word: string): string[] {
  const whole = sound(word)
  const bare = whole.replace(/[aeiou]+$/, '')
  const root = bare.length >= ROOT_LEAST ? bare : whole
  const found = new Set([root])
  const fleeting = /^(.*[^aeiou])(?:e|o|i)([^aeiou]{1,2})$/.exec(root)
  if (fleeting) {
    const [, start = '', end = ''] = fleeting
    for (const vowel of ['', 'o', 'e']) if (start.length > 1) found.add(start + vowel + end)
  }
  const softened: Record<string, string> = { h: 'z', k: 'c' }
  const last = softened[root.at(-1) ?? '']
  if (last && root !== whole) found.add(root.slice(0, -1) + last)
  return [...found]
}

/** What a word of a text may be a case of: itself, and itself without each ending it could have. */
export function rootsIn(word: string): string[] {
  const whole = sound(word)
  const found: string[] = []
  for (let length = 0; length <= ENDING_MOST && whole.length - length >= 2; length += 1) {
    if (length === 0 || ENDINGS.has(whole.slice(-length))) found.push(whole.slice(0, whole.length - length))
  }
  return found
}
