import { expect, test } from 'vitest'
import { assetsOf, widgetPage } from '../../backend/cards/page.ts'
import type { Bootstrap } from '../../backend/shown.ts'

const publicUrl = 'http://127.0.0.1:3000'
const assets = {
  script: '/widget/assets/main.js',
  preload: ['/widget/assets/p.js'],
  words: { ru: [], uk: [], en: [] },
  styles: ['/widget/assets/m.css'],
}

const pageSaying = (text: string) =>
  widgetPage(
    {
      locale: 'uk',
      portal: 'https://demo.example',
      card: { context: { title: text } },
    } as unknown as Bootstrap,
    {
      assets,
      publicUrl,
    },
  )

test.each(['</script><script>alert(1)</script>', '<!--<script>', '\u2028\u2029', ']]>', '"\\', '&lt;'])(
  'a message that says %j cannot break out of the page',
  (text) => {
    const { html } = pageSaying(text)
    const [, json = ''] = /<script id="bootstrap" type="application\/json">(.*?)<\/script>/s.exec(html) ?? []
    expect(JSON.parse(json).card.context.title).toBe(text)
    expect(html.match(/<\/script>/g)?.length).toBe(2)
    expect(html).not.toMatch(/<!--|[\u2028\u2029]/)
  },
)

test('without TLS the socket is allowed as it is, and browsers are not told to insist on TLS', () => {
  const { headers } = pageSaying('')
  expect(headers['content-security-policy']).toContain("connect-src 'self' ws://127.0.0.1:3000;")
  expect(headers).not.toHaveProperty('strict-transport-security')
})

test('the page names all its entry needs by the build’s names, each once', () => {
  const manifest = {
    'widget/main.tsx': { file: 'assets/main-1.js', imports: ['_a.js', '_b.js'], css: ['assets/main-1.css'] },
    '_a.js': { file: 'assets/a-2.js', imports: ['_b.js'], css: ['assets/a-2.css'] },
    '_b.js': { file: 'assets/b-3.js', imports: ['_a.js'] },
    'later.ts': { file: 'assets/later-4.js' },
    'widget/words/ru.ts': { file: 'assets/ru-7.js' },
  }
  expect(assetsOf(manifest, 'widget/main.tsx', '/widget/')).toEqual({
    script: '/widget/assets/main-1.js',
    preload: ['/widget/assets/a-2.js', '/widget/assets/b-3.js'],
    words: { ru: ['/widget/assets/ru-7.js'], uk: [], en: [] },
    styles: ['/widget/assets/main-1.css', '/widget/assets/a-2.css'],
  })
  expect(() => assetsOf(manifest, 'gone.tsx', '/widget/')).toThrow('build the widget')
})
