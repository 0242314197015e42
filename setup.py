"""The one distribution, ckanext-paser: four rooms of the repository in one package.

Tool configuration stands in pyproject.toml; what is here needs Python (the mapping of
the rooms to import names, docs/architecture.md).
"""

from setuptools import find_namespace_packages, setup

ROOMS = {
    "ckanext": "ckanext-paser/ckanext",
    "paser_harvesters": "harvesters/paser_harvesters",
    "paser_dashboards": "dashboards/paser_dashboards",
    "paser_indicators": "dashboards/indicators",
    "paser_schemas": "schemas",
}

DATA = [
    "*.yaml",
    "*.yml",
    "*.json",
    "*.csv",
    "*.html",
    "*.css",
    "*.js",
    "*.svg",
    "*.png",
    "*.ico",
    "*.woff2",
    "*.ttf",
    "*.txt",
    "*.xml",
    "*.ini",
    "*.mako",
    "*.po",
    "*.mo",
    "*.sql",
]


def _packages() -> list[str]:
    found: list[str] = []
    for name, folder in ROOMS.items():
        if name != "ckanext":
            found.append(name)
        found += [f"{name}.{inner}" for inner in find_namespace_packages(folder)]
    return found


setup(
    name="ckanext-paser",
    version="0.1.0",
    description="Satu Data Paser: open-data portal, harvesters and Command Center dashboards on CKAN 2.12",
    license="AGPL-3.0-or-later",
    python_requires=">=3.10",
    package_dir=ROOMS,
    packages=_packages(),
    package_data={"": [pattern for suffix in DATA for pattern in (suffix, f"**/{suffix}")]},
    install_requires=[
        "ckan[requirements]==2.12.0",
        "ckanext-dcat==2.4.4",
        "ckanext-scheming==3.1.0",
        "charset-normalizer",
        "croniter",
        "duckdb",
        "fontpkg-plus-jakarta-sans",
        "icalendar",
        "pandas",
        "procrastinate",
        "psycopg[binary]",
        "pydantic",
        "PyYAML",
        "pypdf",
        "pysolr",
        "python-calamine",
        "python-dateutil",
        "rdflib",
        "requests",
        "shapely",
        "typing-extensions",
        "urllib3",
        "vl-convert-python",
        "xlsxwriter",
    ],
    entry_points={
        "ckan.plugins": [
            "paser = ckanext.paser.plugin:PaserPlugin",
            "paser_harvest = paser_harvesters.plugin:PaserHarvestPlugin",
            "paser_dashboard = paser_dashboards.plugin:PaserDashboardPlugin",
        ],
        "ckan.rdf.profiles": ["paser_sdi = ckanext.paser.catalogue.profile:PaserSdiProfile"],
        "babel.extractors": ["ckan = ckan.lib.extract:extract_ckan"],
    },
)
