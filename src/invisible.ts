/**
 * A character that reorders or hides text: controls, formats (the bidirectional ones among them), tags, fillers, selectors, halves
 * of a character. Tabs and line ends are none.
 * @see https://trojansource.codes
 */
export const INVISIBLE = /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]--[\t\n\r]]/v
