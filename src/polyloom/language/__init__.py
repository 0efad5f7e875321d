"""What is true of languages: locales, scripts, numerals, months, words, typography."""
