/** `[Content_Types].xml`: a file whose type is not named there makes the import fail without a word. */
import { escaped } from '../xml.ts'

export function contentTypes(paths: string[]): string {
  const extensions = new Set(paths.filter((path) => extensionOf(path)).map(extensionOf))
  const defaults = [...extensions].sort().map((extension) => {
    const type = extension === 'xml' ? 'text/xml' : bytes
    return `<Default Extension="${extension}" ContentType="${type}" />`
  })
  const overrides = paths
    .filter((path) => !extensionOf(path))
    .sort()
    .map((path) => `<Override PartName="/${escaped(path)}" ContentType="${bytes}" />`)
  return `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${[...defaults, ...overrides].join('')}</Types>
`
}

const bytes = 'application/octet-stream'

function extensionOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1] ?? ''
}
