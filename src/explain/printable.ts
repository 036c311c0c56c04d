/** A text as a terminal takes it: characters that would steer it, which names in files may hold, are shown as a box. */
export function printable(text: string): string {
  return text.replaceAll(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g,
    '\uFFFD',
  )
}

/** A text as one line. */
export function oneLine(text: string): string {
  return printable(text.replaceAll(/\s*\r?\n\s*/g, ' '))
}
