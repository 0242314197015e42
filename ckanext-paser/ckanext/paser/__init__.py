"""The portal: what makes CKAN a Satu Data portal for Kabupaten Paser. One package per capability."""
