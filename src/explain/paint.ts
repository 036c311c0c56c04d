/** How a piece of text is marked for the eye; a plain painter leaves it as it is. */
export type Paint = (mark: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue', text: string) => string

/** Marks nothing: for pipes, files and NO_COLOR. */
export const plain: Paint = (_mark, text) => text
