"""What is true of languages: locales, markers, words, wrapping, masking of markup."""
