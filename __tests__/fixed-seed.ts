import fc from 'fast-check'

/**
 * Properties try the same examples on every run, so that a mutant that one run kills does not survive the next. That there is a
 * counterexample is enough; nobody looks for the smallest.
 */
fc.configureGlobal({ seed: 20, endOnFailure: true })
