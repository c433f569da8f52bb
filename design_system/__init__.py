"""The ground of everything shown: GOV.UK components without GOV.UK's crown, crest and font."""
