"""What do all REST answers of the portal share: their form, their errors, how long they may be kept?"""
