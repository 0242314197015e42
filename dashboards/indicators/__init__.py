"""Indicators, dashboards and walls as code: YAML only."""
