/** Families of files a company may keep out as a whole: told by what a file is, and by what its name says it would be run as. */
import type { UploadFamily } from '../shown.ts'

/** What a system runs, or runs something else by. */
const PROGRAM =
  /\.(exe|com|scr|pif|msi|msix|dll|cpl|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|hta|jar|lnk|reg|sh|appimage|deb|rpm|apk|app|dmg|pkg|iso|img)$/
const PROGRAM_TYPES = new Set([
  ...['application/x-msdownload', 'application/x-elf', 'application/x-mach-binary', 'application/x-msi'],
  ...['application/java-archive', 'application/java-vm', 'application/vnd.android.package-archive'],
  ...['application/x-ms-shortcut', 'application/x-apple-diskimage', 'application/x-iso9660-image'],
  ...['application/x-deb', 'application/x-rpm', 'application/wasm'],
])
const ARCHIVE = /\.(zip|zipx|rar|7z|tar|gz|tgz|bz2|xz|zst|lz4?|cab|arj|ace)$/
const ARCHIVE_TYPES = new Set([
  ...[
    'application/zip',
    'application/x-rar-compressed',
    'application/vnd.rar',
    'application/x-7z-compressed',
  ],
  ...['application/x-tar', 'application/gzip', 'application/x-bzip2', 'application/x-xz', 'application/zstd'],
  ...[
    'application/x-lzip',
    'application/x-lz4',
    'application/vnd.ms-cab-compressed',
    'application/x-compress',
  ],
])

/** @param type as sniffed from the bytes */
export function familyOf(type: string, name: string): UploadFamily | undefined {
  const called = name.toLowerCase()
  if (PROGRAM_TYPES.has(type) || PROGRAM.test(called)) return 'programs'
  if (ARCHIVE_TYPES.has(type) || ARCHIVE.test(called)) return 'archives'
  return /^(audio|video)\//.test(type) ? 'media' : undefined
}
