# Computes the reference values of the statistics' tests, by R's own functions and by plain arithmetic.
# Run in this folder: Rscript reference.R      (R 4.2.2; Debian's package r-base-core is enough)
set.seed(20261127)
options(digits = 17, scipen = -1)
number <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
save <- function(file, rows) write.csv(rows, file, row.names = FALSE, quote = FALSE)

# Bounds: binom.test, two-sided and one-sided. 200 random tables, then the edges.
n <- round(exp(runif(200, 0, log(5000))))
k <- mapply(function(n) sample(0:n, 1), n)
edges <- c(1, 2, 3, 10, 30, 59, 60, 299, 300, 1000, 5000)
k <- c(k, rep(0, length(edges)), edges, rep(1, length(edges)), edges - 1)
n <- c(n, rep(edges, 4))
confidence <- rep_len(c(0.95, 0.95, 0.90, 0.99), length(n))
bounds <- t(mapply(function(k, n, c) c(
  binom.test(k, n, conf.level = c)$conf.int,
  binom.test(k, n, alternative = "greater", conf.level = c)$conf.int[1],
  binom.test(k, n, alternative = "less", conf.level = c)$conf.int[2]), k, n, confidence))
save("bounds.csv", data.frame(k, n, confidence = number(confidence), lower = number(bounds[, 1]), upper = number(bounds[, 2]),
  lower_one_sided = number(bounds[, 3]), upper_one_sided = number(bounds[, 4])))

# McNemar's exact test: binom.test on the discordant presentations.
b <- c(sample(0:60, 200, replace = TRUE), 0, 1, 0, 5, 0, 500)
c <- c(sample(0:60, 200, replace = TRUE), 0, 0, 1, 5, 30, 450)
p <- mapply(function(b, c) if (b + c == 0) 1 else binom.test(b, b + c)$p.value, b, c)
save("mcnemar.csv", data.frame(b, c, p = number(p)))

# Mantel-Haenszel: mantelhaen.test, with continuity correction and exact. Strata are "both:only first:only second:neither".
stratum <- function() {
  n <- sample(2:80, 1); p <- runif(1, 0.02, 0.6); q <- runif(1, 0.02, 0.6)
  first <- runif(n) < p; second <- ifelse(runif(n) < runif(1, 0, 0.6), first, runif(n) < q)
  c(sum(first & second), sum(first & !second), sum(!first & second), sum(!first & !second))
}
tables <- lapply(1:200, function(i) replicate(sample(1:5, 1), stratum()))
tables <- c(tables, list(
  matrix(c(1, 0, 0, 1), 4), matrix(c(0, 1, 1, 0), 4), matrix(c(0, 0, 0, 20), 4), matrix(c(3, 0, 0, 17), 4),
  matrix(c(0, 5, 0, 20, 2, 1, 3, 30), 4), matrix(c(20, 0, 0, 0), 4)))
mantel <- t(sapply(tables, function(x) {
  strata <- array(x, c(2, 2, ncol(x)))
  # One stratum is doubled by an empty-margin one, since the function wants at least two; that one adds nothing.
  if (ncol(x) == 1) strata <- array(c(x, 0, 0, 0, 2), c(2, 2, 2))
  asymptotic <- suppressWarnings(mantelhaen.test(strata))
  c(asymptotic$estimate, asymptotic$statistic, asymptotic$p.value, mantelhaen.test(strata, exact = TRUE)$p.value)
}))
mantel[is.nan(mantel)] <- NA
save("mantelhaenszel.csv", data.frame(strata = sapply(tables, function(x) paste(apply(x, 2, paste, collapse = ":"), collapse = " ")),
  odds_ratio = number(mantel[, 1]), statistic = number(mantel[, 2]), p = number(mantel[, 3]), exact_p = number(mantel[, 4])))

# Cohen's kappa, by its definition.
x <- matrix(sample(0:50, 800, replace = TRUE), 200)
x <- rbind(x, c(10, 0, 0, 10), c(0, 10, 10, 0), c(20, 0, 0, 0), c(1, 0, 0, 0), c(5, 5, 5, 5))
total <- rowSums(x)
observed <- (x[, 1] + x[, 4]) / total
expected <- ((x[, 1] + x[, 2]) * (x[, 1] + x[, 3]) + (x[, 3] + x[, 4]) * (x[, 2] + x[, 4])) / total^2
kappa <- ifelse(expected == 1, NA, (observed - expected) / (1 - expected))
save("kappa.csv", data.frame(both = x[, 1], only_first = x[, 2], only_second = x[, 3], neither = x[, 4], kappa = number(kappa)))

# DET: every threshold counted anew; equal error rate by interpolation; smallest BPCER at an APCER.
det <- t(sapply(1:200, function(i) {
  digits <- sample(c(1, 2, 8), 1)
  bona <- round(plogis(rnorm(sample(1:60, 1), runif(1, -0.5, 3))), digits)
  attack <- round(plogis(rnorm(sample(1:60, 1), runif(1, -3, 0.5))), digits)
  thresholds <- c(sort(unique(c(bona, attack))), Inf)
  apcer <- sapply(thresholds, function(t) mean(attack >= t))
  bpcer <- sapply(thresholds, function(t) mean(bona < t))
  j <- which(bpcer >= apcer)[1]
  eer <- if (j == 1 || bpcer[j] == apcer[j]) bpcer[j] else {
    d0 <- apcer[j - 1] - bpcer[j - 1]; d1 <- bpcer[j] - apcer[j]
    bpcer[j - 1] + d0 / (d0 + d1) * (bpcer[j] - bpcer[j - 1])
  }
  at <- function(x) min(bpcer[apcer <= x])
  c(paste(number(bona), collapse = " "), paste(number(attack), collapse = " "), number(eer), number(at(0.01)), number(at(0.05)), number(at(0.1)))
}))
save("det.csv", data.frame(bona_fide = det[, 1], attacks = det[, 2], eer = det[, 3], at01 = det[, 4], at05 = det[, 5], at10 = det[, 6]))

# Sample sizes, by trying one number after the other.
rate <- rep(c(0.3, 0.1, 0.05, 0.02, 0.01), each = 4)
errors <- rep(c(0, 1, 3, 8), 5)
needed <- mapply(function(rate, errors) { n <- errors + 1; while (qbeta(0.95, errors + 1, n - errors) > rate) n <- n + 1; n }, rate, errors)
save("samplesize.csv", data.frame(rate = number(rate), errors, needed))

# Intervals by people: BCa by its definition (Efron, 1987), with 400,000 resamples. People are "errors:photos", with many errors: few are treated differently.
people <- lapply(c(20, 25, 30, 40, 60, 80), function(subjects) {
  photos <- sample(2:8, subjects, replace = TRUE)
  rbind(rbinom(subjects, photos, rbeta(subjects, 2, 4)), photos)
})
bca <- t(sapply(people, function(x) {
  n <- ncol(x)
  rate <- sum(x[1, ]) / sum(x[2, ])
  resamples <- unlist(lapply(1:40, function(i) { w <- rmultinom(1e4, n, rep(1 / n, n)); c(x[1, ] %*% w) / c(x[2, ] %*% w) }))
  z0 <- qnorm(mean(resamples < rate) + mean(resamples == rate) / 2)
  left <- sapply(1:n, function(i) sum(x[1, -i]) / sum(x[2, -i]))
  a <- sum((mean(left) - left)^3) / (6 * sum((mean(left) - left)^2)^1.5)
  z <- z0 + qnorm(c(0.025, 0.975))
  quantile(resamples, pnorm(z0 + z / (1 - a * z)), type = 5)
}))
save("bca.csv", data.frame(people = sapply(people, function(x) paste(apply(x, 2, paste, collapse = ":"), collapse = " ")),
  lower = number(bca[, 1]), upper = number(bca[, 2])))
