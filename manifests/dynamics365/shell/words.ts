/** Every sentence the shell itself can say. `{server}` stands for the server's origin. */
export interface Words {
  title: string
  unsaved: string
  noServer: string
  blocked: string
  silent: string
  retry: string
}

/** The strings' keys in the resx files. */
export const keys: { readonly [W in keyof Words]: string } = {
  title: 'Frame_Title',
  unsaved: 'Note_Unsaved',
  noServer: 'Note_NoServer',
  blocked: 'Note_Blocked',
  silent: 'Note_Silent',
  retry: 'Note_Retry',
}

export function wordsFrom(read: (key: string) => string): Words {
  return {
    title: read(keys.title),
    unsaved: read(keys.unsaved),
    noServer: read(keys.noServer),
    blocked: read(keys.blocked),
    silent: read(keys.silent),
    retry: read(keys.retry),
  }
}
