/** How a piece of text is marked for the eye; a plain painter leaves it as it is. */
export type Paint = (mark: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'blue', text: string) => string

/** Marks nothing: for pipes, files and NO_COLOR. */
export const plain: Paint = (_mark, text) => text

/** What a person reads on: marks, and lines of a width where it is a terminal. */
export interface Screen {
  readonly paint: Paint
  readonly columns?: number
}

/** A file or a pipe: nothing is marked, and every line is as long as it is. */
export const plainScreen: Screen = { paint: plain }
