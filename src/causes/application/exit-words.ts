/** Finds an exit code in words, as a person or as JSON writes it: `exited with code 137`, `"exitCode": 137`, `Exit 1`. */
export function exitCodeWords(codes: string): RegExp {
  return new RegExp(
    String.raw`\bexit(?:ed|s|ing)?[\s_-]*(?:with |status |code )?(?:(?:an? )?(?:exit )?(?:code|status))?["'\s:=(]*(?:of |was |is )?(?:${codes})\b`,
    'i',
  )
}
