"""Which statistical activity do data come from, and is it told as the national form MS-Keg asks? (package type kegiatan)"""
