/** Whether the text is an absolute http or https URL, with its two slashes and nothing before it. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}
