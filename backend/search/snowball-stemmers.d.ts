declare module 'snowball-stemmers' {
  /** Not all at once: a stemmer keeps the word it works on. */
  export function newStemmer(language: 'russian' | 'english'): { stem(word: string): string }
}
