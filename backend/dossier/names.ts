/** What files are called in a dossier: any disk takes it, and opening it runs nothing. */
import { cleanName } from '../files/names.ts'

/** Letters of a name: in any script they fit into what a disk takes. */
const MOST = 60
const EXTENSION_MOST = 10

/** What opens in a viewer. Pages, drawings, scripts, programs and whatever else a computer might follow is not here. */
const VIEWED = new Set(
  (
    'pdf png jpg jpeg gif webp bmp tif tiff heic txt csv rtf doc docx xls xlsx ppt pptx odt ods odp ' +
    'zip rar 7z mp3 m4a ogg wav mp4 mov webm dwg'
  ).split(' '),
)

/** The only pictures a page of ours shows. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** `files/0007-счёт.pdf`; what could run is called `.bin`, which browsers save and nothing opens. */
export function pathOfFile(name: string, number: number): string {
  const clean = cleanName(name)
  const dot = clean.lastIndexOf('.')
  const extension = dot > 0 ? clean.slice(dot + 1) : ''
  const known = extension.length <= EXTENSION_MOST && VIEWED.has(extension.toLowerCase())
  const stem = [...(known ? clean.slice(0, dot) : clean)].slice(0, MOST).join('')
  return `files/${String(number).padStart(4, '0')}-${stem}.${known ? extension : 'bin'}`
}

export function isPicture(type: string): boolean {
  return PICTURES.has(type)
}

/** A path of the archive as an address in its pages. */
export function hrefOf(path: string, from = ''): string {
  return from + path.split('/').map(encodeURIComponent).join('/')
}
