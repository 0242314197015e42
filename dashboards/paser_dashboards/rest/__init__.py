"""How do programs read indicators and pictures without CKAN's action API?"""
